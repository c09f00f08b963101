import type { Request, Response } from "express";
import { orderSchema } from "./schemas";

export function create(req: Request, res: Response) {
  const parsed = orderSchema.safeParse(req.body);
  if (!parsed.success) {
    // ruleid: typescript-validation-error-without-details
    return res.status(400).json({ error: { code: "INVALID", message: parsed.error.issues } });
  }
  // ok: typescript-validation-error-without-details
  return res.json({ data: parsed.data, message: "Created" });
}

export function update(req: Request, res: Response) {
  const checked = orderSchema.safeParse(req.body);
  if (!checked.success) {
    // ruleid: typescript-validation-error-without-details-constant
    return res.status(422).json({ error: { code: "INVALID", message: "The order is not valid" } });
  }
  return res.json({ data: checked.data });
}

export function replace(req: Request, res: Response) {
  const result = orderSchema.safeParse(req.body);
  if (!result.success) {
    // ok: typescript-validation-error-without-details-constant
    return res.status(422).json({ error: { code: "INVALID", message: "Not valid", details: result.error.issues } });
  }
  return res.json({ data: result.data });
}

export function patch(req: Request, res: Response) {
  const result = orderSchema.safeParse(req.body);
  // ruleid: typescript-validation-error-without-details-constant
  if (!result.success) return res.status(400).json({ error: { code: "INVALID", message: "Not valid" } });
  // ok: typescript-validation-error-without-details
  return res.json({ message: result.data.message });
}
