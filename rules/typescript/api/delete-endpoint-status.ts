import type { Request, Response } from "express";
import express from "express";
import { NextResponse } from "next/server";
import { orders } from "./orders";

const router = express.Router();

router.delete("/orders/:id", async (req: Request, res: Response) => {
  if (!req.params.id) {
    // ok: typescript-delete-endpoint-status
    return res.status(400).json({ error: { code: "NO_ID", message: "Give an id" } });
  }
  await orders.remove(req.params.id);
  // ruleid: typescript-delete-endpoint-status
  return res.json({ message: "The order was removed" });
});

router.delete("/carts/:id", async (req: Request, res: Response) => {
  await orders.clear(req.params.id);
  // ok: typescript-delete-endpoint-status-body
  return res.status(204).send();
});

router.delete("/items/:id", async (req: Request, res: Response) => {
  await orders.drop(req.params.id);
  // ruleid: typescript-delete-endpoint-status-body
  return res.status(204).json({ removed: true });
});

router.delete("/carts/:id/items/:item", async (req: Request, res: Response) => {
  // ok: typescript-delete-endpoint-status
  return res.json({ cart: await orders.take(req.params.id, req.params.item) });
});

export async function DELETE(request: Request) {
  await orders.remove(request.url);
  // ruleid: typescript-delete-endpoint-status-next
  return NextResponse.json({ removed: true });
}

export async function GET() {
  // ok: typescript-delete-endpoint-status-next
  return NextResponse.json({ data: await orders.all() });
}
