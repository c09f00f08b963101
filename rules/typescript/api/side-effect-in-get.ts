import type { Request, Response } from "express";
import express from "express";
import { Controller, Get } from "@nestjs/common";
import { NextResponse } from "next/server";
import { Order, prisma } from "./db";

const router = express.Router();

router.get("/orders/:id/remove", async (req: Request, res: Response) => {
  // ruleid: typescript-side-effect-in-get
  await Order.findByIdAndDelete(req.params.id);
  return res.redirect("/orders");
});

export async function GET(request: Request) {
  // ruleid: typescript-side-effect-in-get-next
  const order = await prisma.order.create({ data: { url: request.url } });
  return NextResponse.json({ data: order });
}

@Controller("orders")
export class OrdersController {
  constructor(private readonly orders: Orders) {}

  @Get("archive-all")
  async archive() {
    // ruleid: typescript-side-effect-in-get-nest
    await this.orders.archiveAll();
  }

  @Get("latest")
  async latest() {
    // ok: typescript-side-effect-in-get-nest
    return this.orders.findLatest();
  }
}

router.get("/orders/:id", async (req: Request, res: Response) => {
  // ok: typescript-side-effect-in-get
  await prisma.pageView.create({ data: { path: req.path } });
  return res.json({ data: await prisma.order.findUnique({ where: { id: req.params.id } }) });
});

router.get("/verify/:token", async (req: Request, res: Response) => {
  // ok: typescript-side-effect-in-get
  await prisma.user.update({ where: { token: req.params.token }, data: { active: true } });
  return res.redirect("/");
});
