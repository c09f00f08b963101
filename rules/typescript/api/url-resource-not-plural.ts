import express from "express";
import { Controller, Get } from "@nestjs/common";
import { orders, users } from "./handlers";

const router = express.Router();

// ruleid: typescript-url-resource-not-plural
router.get("/api/order/:id", orders.show);
// ruleid: typescript-url-resource-not-plural
router.delete("/users/:userId/comment/:id", orders.remove);
// ok: typescript-url-resource-not-plural
router.get("/api/orders/:id", orders.show);
// ok: typescript-url-resource-not-plural
router.get("/user", users.current);
// ok: typescript-url-resource-not-plural
router.get("/orders/:id/invoice", orders.invoice);

// ruleid: typescript-url-resource-not-plural-nest
@Controller("order")
export class OrderController {
  @Get(":id")
  show(id: string) {
    return orders.show(id);
  }
}
