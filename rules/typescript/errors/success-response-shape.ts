import type { Request, Response } from "express";
import { NextResponse } from "next/server";
import { orders } from "./orders";

export async function list(req: Request, res: Response) {
  const all = await orders.find(req.query);
  // ruleid: typescript-success-response-shape
  return res.json(all);
}

export async function create(req: Request, res: Response) {
  const order = await orders.create(req.user.id);
  if (req.query.bare) {
    // ruleid: typescript-success-response-shape
    return res.status(201).json(order);
  }
  // ok: typescript-success-response-shape
  return res.status(201).json({ data: order });
}

export async function GET() {
  const newest = await orders.newest();
  if (!newest) {
    // ok: typescript-success-response-shape
    return NextResponse.json({ error: { code: "NOT_FOUND", message: "There are none" } }, { status: 404 });
  }
  // ruleid: typescript-success-response-shape
  return NextResponse.json(newest);
}

export async function page(req: Request, res: Response) {
  const body = await orders.page(req.query.page);
  // ok: typescript-success-response-shape
  return res.json(body);
}
