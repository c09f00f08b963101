import { Controller, Delete, Get, HttpCode, Post } from "@nestjs/common";
import { ApiOkResponse, ApiResponse } from "@nestjs/swagger";
import { Order, orders } from "./orders";

@Controller("orders")
export class OrdersController {
  @Get()
  @ApiOkResponse({ type: [Order] })
  // ok: typescript-missing-response-model
  list() {
    return orders.all();
  }

  @Get(":id")
  // ruleid: typescript-missing-response-model
  show(id: string) {
    return orders.find(id);
  }

  @Post()
  // ruleid: typescript-missing-response-model
  async create() {
    return orders.create();
  }

  @Post("drafts")
  // ruleid: typescript-missing-response-model
  draft() {
    return orders.draft();
  }

  @ApiResponse({ status: 200, type: Order })
  @Get("newest")
  // ok: typescript-missing-response-model
  newest() {
    return orders.newest();
  }

  @Delete(":id")
  @HttpCode(204)
  // ok: typescript-missing-response-model
  remove(id: string) {
    return orders.remove(id);
  }
}
