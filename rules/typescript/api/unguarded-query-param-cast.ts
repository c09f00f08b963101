import type { Request, Response } from "express";
import { orders } from "./orders";

export async function list(req: Request, res: Response) {
  // ruleid: typescript-unguarded-query-param-cast
  const filter = JSON.parse(req.query.filter);
  // ruleid: typescript-unguarded-query-param-cast
  const after = BigInt(req.query.after);
  // ruleid: typescript-unguarded-query-param-cast
  const source = new URL(req.body.source);
  return res.json({ data: await orders.find(filter, after, source) });
}

export async function search(req: Request, res: Response) {
  try {
    // ok: typescript-unguarded-query-param-cast
    const filter = JSON.parse(req.query.filter);
    return res.json({ data: await orders.find(filter) });
  } catch {
    return res.status(400).json({ error: { code: "INVALID", message: "The filter is not JSON" } });
  }
}

export async function show(req: Request, res: Response) {
  // ok: typescript-unguarded-query-param-cast
  const page = Number(req.query.page) || 1;
  // ok: typescript-unguarded-query-param-cast
  const settings = JSON.parse(orders.settings);
  return res.json({ data: await orders.page(page, settings) });
}
