import type { Request, Response } from "express";
import { HttpStatus, ValidationPipe } from "@nestjs/common";
import { validationResult } from "express-validator";
import { orderSchema } from "./schemas";

export function create(req: Request, res: Response) {
  const parsed = orderSchema.safeParse(req.body);
  if (!parsed.success) {
    // ruleid: typescript-validation-error-status
    return res.status(500).json({ error: { code: "INVALID", message: "Not valid" } });
  }
  return res.status(201).json({ data: parsed.data });
}

export function update(req: Request, res: Response) {
  const parsed = orderSchema.safeParse(req.body);
  if (!parsed.success) {
    // ok: typescript-validation-error-status
    return res.status(422).json({ error: { code: "INVALID", message: "Not valid" } });
  }
  return res.json({ data: parsed.data });
}

export function patch(req: Request, res: Response) {
  const errors = validationResult(req);
  if (!errors.isEmpty()) {
    // ruleid: typescript-validation-error-status-express-validator
    return res.status(403).json({ errors: errors.array() });
  }
  // ok: typescript-validation-error-status
  return res.status(202).json({ data: null });
}

// ruleid: typescript-validation-error-status-class-validator
export const strange = new ValidationPipe({ errorHttpStatusCode: HttpStatus.FORBIDDEN });
// ok: typescript-validation-error-status-class-validator
export const usual = new ValidationPipe({ errorHttpStatusCode: HttpStatus.UNPROCESSABLE_ENTITY });
