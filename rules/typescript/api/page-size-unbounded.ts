import type { Request, Response } from "express";
import { IsInt, Max } from "class-validator";
import { z } from "zod";
import { Order, prisma } from "./db";

export async function list(req: Request, res: Response) {
  // ruleid: typescript-page-size-unbounded
  const orders = await prisma.order.findMany({ take: Number(req.query.limit) });
  const limit = parseInt(req.query.limit, 10) || 20;
  // ruleid: typescript-page-size-unbounded
  const drafts = await Order.find({ draft: true }).limit(limit);
  const safe = Math.min(Number(req.query.limit) || 20, 100);
  // ok: typescript-page-size-unbounded
  const latest = await Order.find().limit(safe);
  // ok: typescript-page-size-unbounded
  const ten = await Order.find().limit(10);
  return res.json({ data: { orders, drafts, latest, ten } });
}

export const listQuery = z.object({
  page: z.coerce.number().min(1),
  // ruleid: typescript-page-size-unbounded-zod
  limit: z.coerce.number().min(1).default(20),
});

export const pageQuery = z.object({
  // ok: typescript-page-size-unbounded-zod
  limit: z.coerce.number().min(1).max(100).default(20),
});

export class ListOrders {
  @IsInt()
  // ruleid: typescript-page-size-unbounded-dto
  limit: number;
}

export class ListDrafts {
  @IsInt()
  @Max(100)
  // ok: typescript-page-size-unbounded-dto
  limit: number;
}
