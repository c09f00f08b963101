import express from "express";
import { Controller, Post } from "@nestjs/common";
import { orders } from "./handlers";

const router = express.Router();

// ruleid: typescript-verb-in-url
router.get("/getOrders", orders.list);
// ruleid: typescript-verb-in-url
router.post("/orders/delete/:id", orders.remove);
// ok: typescript-verb-in-url
router.get("/orders", orders.list);
// ok: typescript-verb-in-url
router.get("/admin/orders/edit/:id", orders.form);
// ok: typescript-verb-in-url
router.post("/orders/:id/cancel", orders.cancel);
// ok: typescript-verb-in-url
router.get("/addresses/updates", orders.list);

@Controller("orders")
export class OrdersController {
  // ruleid: typescript-verb-in-url-nest
  @Post("create")
  create() {
    return orders.add();
  }
}
