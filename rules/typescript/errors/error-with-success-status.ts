import type { Request, Response } from "express";
import { NextResponse } from "next/server";
import type { Context } from "koa";
import { orders } from "./orders";

export async function show(req: Request, res: Response) {
  const order = await orders.find(req.params.id);
  if (!order) {
    // ruleid: typescript-error-with-success-status
    return res.json({ error: "There is no such order" });
  }
  if (order.closed) {
    // ruleid: typescript-error-with-success-status-stated
    return res.status(200).json({ success: false, message: "It is closed" });
  }
  if (order.late) {
    res.status(409);
    // ok: typescript-error-with-success-status
    return res.json({ error: "It is too late" });
  }
  // ok: typescript-error-with-success-status
  return res.json({ data: order, error: null });
}

export async function GET() {
  const all = await orders.all();
  // ruleid: typescript-error-with-success-status-next
  if (!all) return NextResponse.json({ error: "There are no orders" });
  // ok: typescript-error-with-success-status-next
  return NextResponse.json({ data: all });
}

export async function remove(ctx: Context) {
  if (!ctx.params.id) {
    ctx.status = 400;
    // ok: typescript-error-with-success-status-koa
    ctx.body = { error: "Give an id" };
    return;
  }
  if (!(await orders.remove(ctx.params.id))) {
    // ruleid: typescript-error-with-success-status-koa
    ctx.body = { success: false };
  }
}
