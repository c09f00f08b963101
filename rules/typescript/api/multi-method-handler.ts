import express from "express";
import { All, Controller } from "@nestjs/common";
import { orders, requireUser } from "./handlers";

const app = express();

// ruleid: typescript-multi-method-handler
app.all("/orders", orders.any);
// ok: typescript-multi-method-handler
app.all("*", orders.missing);
// ok: typescript-multi-method-handler
app.all("/account/:id", requireUser);
// ok: typescript-multi-method-handler
app.get("/orders", orders.list);
// ruleid: typescript-multi-method-handler-chain
app.route("/drafts").all(orders.any);

@Controller()
export class OrdersController {
  // ruleid: typescript-multi-method-handler-nest
  @All("orders")
  any() {
    return orders.any();
  }
}
