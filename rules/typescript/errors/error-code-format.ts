import type { Request, Response } from "express";

export function show(req: Request, res: Response) {
  // ruleid: typescript-error-code-format
  if (!req.params.id) return res.status(400).json({ error: { code: "missing-id", message: "Give an id" } });
  // ruleid: typescript-error-code-format
  if (!req.user) return res.status(401).send({ code: "Unauthorized", message: "Log in first" });
  // ok: typescript-error-code-format
  if (!req.body) return res.status(400).json({ error: { code: "EMPTY_BODY", message: "Send one" } });
  // ok: typescript-error-code-format
  if (!req.query.page) return res.status(400).json({ error: { code: "4004", message: "Give a page" } });
  // ok: typescript-error-code-format
  return res.status(200).json({ code: "summer-sale" });
}

export class SoldOutError extends Error {
  code: string;

  constructor(item: string) {
    super(`${item} is sold out`);
    // ruleid: typescript-error-code-format-class
    this.code = "soldOut";
  }
}

export class LateError extends Error {
  code: string;

  constructor(item: string) {
    super(`${item} is late`);
    // ok: typescript-error-code-format-class
    this.code = "TOO_LATE";
  }
}
