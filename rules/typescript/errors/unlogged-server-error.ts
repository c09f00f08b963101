import type { Request, Response } from "express";
import { NextResponse } from "next/server";
import { logger, orders } from "./orders";

export async function list(req: Request, res: Response) {
  try {
    return res.json({ data: await orders.all() });
  } catch (err) {
    // ruleid: typescript-unlogged-server-error
    return res.status(500).json({ error: { code: "INTERNAL", message: "It failed" } });
  }
}

export async function GET() {
  try {
    return NextResponse.json({ data: await orders.all() });
  } catch {
    // ruleid: typescript-unlogged-server-error
    return NextResponse.json({ error: { code: "INTERNAL", message: "It failed" } }, { status: 500 });
  }
}

export async function remove(req: Request, res: Response) {
  try {
    await orders.remove(req.params.id);
  } catch (err) {
    // ruleid: typescript-unlogged-server-error
    res.sendStatus(500);
  }
}

export async function show(req: Request, res: Response) {
  try {
    return res.json({ data: await orders.find(req.params.id) });
  } catch (err) {
    logger.error({ err }, "an order was not read");
    // ok: typescript-unlogged-server-error
    return res.status(500).json({ error: { code: "INTERNAL", message: "It failed" } });
  }
}

export async function update(req: Request, res: Response) {
  try {
    return res.json({ data: await orders.update(req.params.id) });
  } catch (err) {
    // ok: typescript-unlogged-server-error
    return res.status(404).json({ error: { code: "NOT_FOUND", message: "There is no such order" } });
  }
}

export async function patch(req: Request, res: Response, next: (err: unknown) => void) {
  try {
    return res.json({ data: await orders.patch(req.params.id) });
  } catch (err) {
    // ok: typescript-unlogged-server-error
    if (res.headersSent) return res.sendStatus(500);
    return next(err);
  }
}
