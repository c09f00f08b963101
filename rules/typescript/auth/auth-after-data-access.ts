import type { Request, Response } from "express";
import { NextResponse } from "next/server";
import { getServerSession } from "next-auth";
import { Order, prisma } from "./db";

export async function show(req: Request, res: Response) {
  // ruleid: typescript-auth-after-data-access
  const order = await Order.findById(req.params.id);
  if (!req.user) {
    return res.status(401).json({ error: { code: "UNAUTHORIZED", message: "Log in first" } });
  }
  return res.json({ data: order });
}

export async function GET() {
  // ruleid: typescript-auth-after-data-access
  const orders = await prisma.order.findMany({ take: 20 });
  const session = await getServerSession();
  if (!session) {
    return NextResponse.json({ error: { code: "UNAUTHORIZED", message: "Log in first" } }, { status: 401 });
  }
  return NextResponse.json({ data: orders });
}

export async function list(req: Request, res: Response) {
  // ruleid: typescript-auth-after-data-access
  const orders = await prisma.order.findMany({ take: 20 });
  if (!req.session.userId) {
    return res.status(401).json({ error: { code: "UNAUTHORIZED", message: "Log in first" } });
  }
  return res.json({ data: orders });
}

export async function remove(req: Request, res: Response) {
  if (!req.user) {
    return res.status(401).json({ error: { code: "UNAUTHORIZED", message: "Log in first" } });
  }
  // ok: typescript-auth-after-data-access
  const order = await Order.findById(req.params.id);
  // ok: typescript-auth-after-data-access
  const drafts = await prisma.order.findMany({ take: 20 });
  if (!order) {
    return res.status(404).json({ error: { code: "NOT_FOUND", message: "There is no such order" } });
  }
  // ok: typescript-auth-after-data-access
  const carts = await prisma.cart.findMany({ take: 20 });
  return res.json({ data: { order, drafts, carts } });
}
