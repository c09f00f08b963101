import type { Request, Response } from "express";

export function brew(req: Request, res: Response) {
  // ruleid: typescript-status-code-not-allowed
  if (req.query.tea) return res.status(418).json({ error: { code: "TEAPOT", message: "No coffee here" } });
  // ruleid: typescript-status-code-not-allowed
  if (req.query.odd) return res.sendStatus(999);
  // ruleid: typescript-status-code-not-allowed
  if (req.query.late) return res.status(402).json({ error: { code: "UNPAID", message: "Pay first" } });
  // ok: typescript-status-code-not-allowed
  if (req.query.lost) return res.status(404).json({ error: { code: "NOT_FOUND", message: "There is none" } });
  // ok: typescript-status-code-not-allowed
  if (req.query.done) return res.sendStatus(204);
  // ok: typescript-status-code-not-allowed
  return res.status(req.query.status).json({ data: "coffee" });
}
