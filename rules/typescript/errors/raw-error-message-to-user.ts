import type { Request, Response } from "express";

export function create(req: Request, res: Response) {
  // ruleid: typescript-raw-error-message-to-user
  if (!req.body) return res.status(500).json({ error: "TypeError: undefined is not a function" });
  // ruleid: typescript-raw-error-message-to-user
  if (!req.body.id) return res.status(409).json({ error: { code: "CONFLICT", message: "unique constraint orders_pk" } });
  // ruleid: typescript-raw-error-message-to-user
  if (!req.user) return res.status(503).json({ message: `ECONNREFUSED ${req.hostname}` });
  // ok: typescript-raw-error-message-to-user
  if (!req.ip) return res.status(409).json({ error: { code: "CONFLICT", message: "Select another name" } });
  // ok: typescript-raw-error-message-to-user
  if (!req.path) return res.status(404).json({ error: { code: "NOT_FOUND", message: "There is no such order" } });
  // ok: typescript-raw-error-message-to-user
  return res.status(200).json({ query: "SELECT id FROM orders" });
}
