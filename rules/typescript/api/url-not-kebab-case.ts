import express from "express";
import { Controller, Get } from "@nestjs/common";
import { orders } from "./handlers";

const router = express.Router();

// ruleid: typescript-url-not-kebab-case
router.get("/orderItems", orders.items);
// ruleid: typescript-url-not-kebab-case
router.post("/api/order_items/:itemId", orders.add);
// ok: typescript-url-not-kebab-case
router.get("/order-items/:itemId", orders.items);
// ok: typescript-url-not-kebab-case
router.get("/.well-known/openid_configuration", orders.items);
// ok: typescript-url-not-kebab-case
router.get("/files/:fileName.pdf", orders.items);

@Controller("orders")
export class OrdersController {
  // ruleid: typescript-url-not-kebab-case-nest
  @Get("byCustomer")
  byCustomer() {
    return orders.items();
  }
}
