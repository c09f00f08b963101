import type { Request, Response } from "express";
import { NextResponse } from "next/server";

export function create(req: Request, res: Response) {
  // ruleid: typescript-status-message-mismatch
  if (!req.params.id) return res.status(500).json({ error: { code: "MISSING", message: "Order not found" } });
  // ruleid: typescript-status-message-mismatch
  if (req.body.email) return res.status(400).json({ message: "The user already exists" });
  // ruleid: typescript-status-message-mismatch
  if (!req.user) return res.status(400).send("Unauthorized");
  // ok: typescript-status-message-mismatch
  if (!req.ip) return res.status(404).json({ error: { code: "NOT_FOUND", message: "Order not found" } });
  // ok: typescript-status-message-mismatch
  if (!req.host) return res.status(403).json({ error: { code: "FORBIDDEN", message: "Access denied" } });
  // ok: typescript-status-message-mismatch
  if (!req.body.item) return res.status(400).json({ error: { code: "INVALID", message: "Item not found" } });
  // ok: typescript-status-message-mismatch
  return res.status(400).json({ error: { code: "INVALID", message: "Give an id" } });
}

export async function GET() {
  // ruleid: typescript-status-message-mismatch
  return NextResponse.json({ error: "Order not found" }, { status: 500 });
}
