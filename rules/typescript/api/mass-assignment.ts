import type { Request, Response } from "express";
import { Order, prisma, User } from "./db";
import { orderSchema } from "./schemas";

export async function create(req: Request, res: Response) {
  // ruleid: typescript-mass-assignment-model
  const order = await Order.create(req.body);
  // ruleid: typescript-mass-assignment-model
  await User.findByIdAndUpdate(req.params.id, { $set: req.body });
  // ruleid: typescript-mass-assignment-prisma
  await prisma.user.update({ where: { id: req.params.id }, data: req.body });
  const user = await User.findById(req.params.id);
  // ruleid: typescript-mass-assignment-assign
  Object.assign(user, req.body);
  // ok: typescript-mass-assignment-model
  await Order.create(orderSchema.parse(req.body));
  // ok: typescript-mass-assignment-prisma
  await prisma.user.update({ where: { id: req.params.id }, data: { name: req.body.name } });
  // ok: typescript-mass-assignment-assign
  Object.assign({}, req.body);
  return res.status(201).json({ data: order });
}

export async function POST(request: Request) {
  const body = await request.json();
  // ruleid: typescript-mass-assignment-variable
  const user = await prisma.user.create({ data: body });
  return Response.json({ data: user }, { status: 201 });
}
