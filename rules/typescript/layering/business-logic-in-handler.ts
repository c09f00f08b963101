import bcrypt from "bcrypt";
import { Hono } from "hono";
import { Router } from "express";
import { User, lines, orders, users } from "./services";

const router = Router();
const app = new Hono();

router.post("/orders", async (req, res) => {
  let total = 0;
  // ruleid: typescript-business-logic-in-handler
  for (const line of req.body.lines) {
    total += line.price * line.quantity;
  }
  res.status(201).json(await orders.create(total));
});

router.get("/orders/:id/total", async (req, res) => {
  const found = await lines.of(req.params.id);
  // ruleid: typescript-business-logic-in-handler
  const total = found.reduce((sum: number, line: any) => sum + line.price * line.quantity, 0);
  res.json({ total });
});

export const register = async (req: any, res: any) => {
  // ruleid: typescript-business-logic-in-handler
  const hash = await bcrypt.hash(req.body.password, 12);
  res.status(201).json(await users.create(req.body.email, hash));
};

app.post("/users/rename", async (c) => {
  // ruleid: typescript-business-logic-in-handler
  for (const each of await c.req.json()) {
    const user = await User.find(each.id);
    user.name = each.name;
    await user.save();
  }
  return c.json({});
});

router.get("/orders", async (req, res) => {
  const found = await orders.page(req.query.page);
  const shown = [];
  // ok: typescript-business-logic-in-handler
  for (const order of found) {
    shown.push({ id: order.id, total: order.total });
  }
  // ok: typescript-business-logic-in-handler
  res.json({ data: shown.map((order) => ({ id: order.id })) });
});

export class OrderService {
  total(found: any[]) {
    // ok: typescript-business-logic-in-handler
    return found.reduce((sum, line) => sum + line.price * line.quantity, 0);
  }
}
