import { Request, Response } from "express";
import { Account, Order, accountRepository, prisma } from "./models";

export async function login(req: Request, res: Response) {
  // ruleid: typescript-nosql-operator-injection
  const account = await Account.findOne({ email: req.body.email });
  const { owner } = req.query;
  // ruleid: typescript-nosql-operator-injection
  const orders = await Order.find({ owner });
  // ruleid: typescript-nosql-operator-injection
  await Order.deleteMany(req.body);
  // ruleid: typescript-nosql-operator-injection-code
  await Order.find({ $where: `this.owner == '${owner}'` });

  // ok: typescript-nosql-operator-injection
  await Account.findOne({ email: String(req.body.email) });
  // ok: typescript-nosql-operator-injection
  await Account.findOne({ email: { $eq: req.body.email } });
  // ok: typescript-nosql-operator-injection
  await accountRepository.findOne({ email: req.body.email });
  // ok: typescript-nosql-operator-injection
  await Account.findOne({ where: { email: req.body.email } });
  // ok: typescript-nosql-operator-injection
  const line = req.body.lines.find((each: any) => each.id === req.body.line);
  // ok: typescript-nosql-operator-injection-code
  await Order.find({ $where: "this.total > this.paid" });
  res.json({ account, orders, line });
}

export async function register(req: Request, res: Response) {
  const errors = validationResult(req);
  // ok: typescript-nosql-operator-injection
  res.json({ errors, account: await Account.findOne({ email: req.body.email }) });
}

declare function validationResult(req: Request): unknown;
