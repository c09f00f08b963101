import type { Request, Response } from "express";
import express from "express";
import { NextResponse } from "next/server";
import { Order, prisma } from "./db";

const router = express.Router();

router.get("/orders", async (req: Request, res: Response) => {
  // ruleid: typescript-unpaginated-list-endpoint
  const orders = await prisma.order.findMany();
  return res.json({ data: orders });
});

export async function GET() {
  // ruleid: typescript-unpaginated-list-endpoint
  return NextResponse.json({ data: await prisma.order.findMany({ orderBy: { id: "desc" } }) });
}

export const list = async (req: Request, res: Response) => {
  // ruleid: typescript-unpaginated-list-endpoint-handler
  const orders = await Order.find();
  res.json(orders);
};

router.get("/items", async (req: Request, res: Response) => {
  // ok: typescript-unpaginated-list-endpoint
  const items = await prisma.item.findMany({ orderBy: { id: "desc" }, take: 50 });
  // ok: typescript-unpaginated-list-endpoint
  const latest = await Order.find().sort({ id: -1 }).limit(10);
  return res.json({ data: { items, latest } });
});

export const mine = async (req: Request, res: Response) => {
  // ok: typescript-unpaginated-list-endpoint-handler
  const orders = await prisma.order.findMany({ where: { userId: req.user.id }, orderBy: { id: "desc" } });
  res.json(orders);
};
