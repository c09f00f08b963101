import { NotFoundError } from "./errors";
import { orders } from "./orders";

export class OrderService {
  async show(id: string, userId: string) {
    const order = await orders.find(id);
    // ruleid: typescript-generic-exception-raised
    if (!order) throw new Error("Order not found");
    // ruleid: typescript-generic-exception-raised
    if (order.userId !== userId) throw new Error(`You are not the owner of ${id}`);
    // ruleid: typescript-generic-exception-raised-text
    if (order.closed) throw "The order is closed";
    // ok: typescript-generic-exception-raised
    if (order.late) throw new NotFoundError("Order not found");
    // ok: typescript-generic-exception-raised
    if (!process.env.SHOP) throw new Error("Environment variable SHOP does not exist");
    // ok: typescript-generic-exception-raised
    throw new Error("unreachable");
  }
}
