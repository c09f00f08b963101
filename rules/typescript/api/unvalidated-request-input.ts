import express from "express";
import { NextResponse } from "next/server";
import { orderSchema } from "./schemas";
import { orders } from "./orders";
import { limited } from "./middleware";

const router = express.Router();

// ruleid: typescript-unvalidated-request-input
router.post("/orders", async (req, res) => {
  const order = await orders.add(req.body.item, req.body.count);
  res.status(201).json({ data: order });
});

// ruleid: typescript-unvalidated-request-input
router.put("/orders/:id", async (req, res) => {
  const { item, count } = req.body;
  res.json({ data: await orders.replace(req.params.id, item, count) });
});

// ruleid: typescript-unvalidated-request-input-next
export async function POST(request: Request) {
  const body = await request.json();
  return NextResponse.json({ data: await orders.add(body.item, body.count) }, { status: 201 });
}

// ok: typescript-unvalidated-request-input
router.post("/carts", async (req, res) => {
  const cart = orderSchema.parse(req.body);
  res.status(201).json({ data: await orders.add(cart.item, cart.count) });
});

// ok: typescript-unvalidated-request-input
router.post("/items", limited(orderSchema), async (req, res) => {
  res.status(201).json({ data: await orders.add(req.body.item, req.body.count) });
});

// ok: typescript-unvalidated-request-input-next
export async function PUT(request: Request) {
  const body = orderSchema.parse(await request.json());
  return NextResponse.json({ data: await orders.add(body.item, body.count) });
}
