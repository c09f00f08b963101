import type { Request, Response } from "express";
import express from "express";
import { NextResponse } from "next/server";
import { Order, prisma } from "./db";

const router = express.Router();

router.get("/orders/:id", async (req: Request, res: Response) => {
  const order = await prisma.order.findUnique({ where: { id: req.params.id } });
  // ruleid: typescript-missing-not-found-branch
  return res.json({ data: order });
});

router.get("/drafts/:id", async (req: Request, res: Response) => {
  const { id } = req.params;
  const draft = await Order.findById(id);
  // ruleid: typescript-missing-not-found-branch
  res.json(draft);
});

export async function GET(request: Request, { params }: { params: { id: string } }) {
  const order = await prisma.order.findFirst({ where: { id: params.id } });
  // ruleid: typescript-missing-not-found-branch
  return NextResponse.json(order);
}

router.get("/carts/:id", async (req: Request, res: Response) => {
  const cart = await prisma.cart.findUnique({ where: { id: req.params.id } });
  if (!cart) return res.status(404).json({ error: { code: "NOT_FOUND", message: "There is no such cart" } });
  // ok: typescript-missing-not-found-branch
  return res.json({ data: cart });
});

router.get("/items/:id", async (req: Request, res: Response) => {
  const item = await prisma.item.findUniqueOrThrow({ where: { id: req.params.id } });
  // ok: typescript-missing-not-found-branch
  return res.json({ data: item });
});

router.get("/me", async (req: Request, res: Response) => {
  const me = await prisma.user.findUnique({ where: { id: req.user.id } });
  // ok: typescript-missing-not-found-branch
  return res.json({ data: me });
});
