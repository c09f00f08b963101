import express from "express";
import { Controller, Get } from "@nestjs/common";
import { items } from "./handlers";

const router = express.Router();

// ruleid: typescript-nested-url-too-deep
router.get("/users/:userId/orders/:orderId/items/:itemId", items.show);
// ruleid: typescript-nested-url-too-deep
router.delete("/shops/:shop/shelves/:shelf/books/:book", items.remove);
// ok: typescript-nested-url-too-deep
router.get("/users/:userId/orders/:orderId", items.list);
// ok: typescript-nested-url-too-deep
router.get("/orgs/:org/users/:userId/orders/:orderId", items.list);
// ok: typescript-nested-url-too-deep
router.get("/items/:itemId", items.show);

@Controller()
export class ItemsController {
  // ruleid: typescript-nested-url-too-deep-nest
  @Get("users/:userId/orders/:orderId/items/:itemId")
  show() {
    return items.show();
  }
}
