import { PrismaClient } from "@prisma/client";
import { Pool } from "pg";
import { chunk } from "./lists";
import { Product } from "./models";

const prisma = new PrismaClient();
const pool = new Pool();

export async function totals(orderIds: string[], orders: { id: string; customerId: string }[]) {
  for (const id of orderIds) {
    // ruleid: typescript-n-plus-one-query
    const order = await prisma.order.findUnique({ where: { id } });
    console.assert(order);
  }
  const customers = await Promise.all(
    // ruleid: typescript-n-plus-one-query
    orders.map((order) => prisma.customer.findFirst({ where: { id: order.customerId } })),
  );
  for (const order of orders) {
    // ruleid: typescript-n-plus-one-query
    const rows = await pool.query("SELECT sku FROM order_lines WHERE order_id = $1", [order.id]);
    const customerId = order.customerId;
    // ruleid: typescript-n-plus-one-query
    const product = await Product.findOne({ where: { customerId } });
    console.assert(rows, product);
  }
  return customers;
}

export async function together(orderIds: string[], orders: { id: string }[]) {
  // ok: typescript-n-plus-one-query
  const found = await prisma.order.findMany({ where: { id: { in: orderIds } } });
  for (const batch of chunk(orderIds, 500)) {
    // ok: typescript-n-plus-one-query
    found.push(...(await prisma.order.findMany({ where: { id: { in: batch } } })));
  }
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const order of found) {
    // ok: typescript-n-plus-one-query
    byId.get(order.id);
  }
  for (const status of ["open", "paid"]) {
    // ok: typescript-n-plus-one-query
    await prisma.order.count({ where: { status } });
  }
  return found;
}
