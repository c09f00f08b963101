import { Body, Controller, Post } from "@nestjs/common";
import { z } from "zod";
import { CreateOrder } from "./schemas";

export const createOrderBody = z.object({
  // ruleid: typescript-untyped-request-field-zod
  customer: z.any(),
  // ruleid: typescript-untyped-request-field-zod
  items: z.array(z.any()),
  // ok: typescript-untyped-request-field-zod
  metadata: z.unknown(),
  // ok: typescript-untyped-request-field-zod
  count: z.number().int(),
});

@Controller("orders")
export class OrdersController {
  @Post()
  // ruleid: typescript-untyped-request-field-nest
  create(@Body() body: any) {
    return body;
  }

  @Post("drafts")
  // ok: typescript-untyped-request-field-nest
  draft(@Body() body: CreateOrder) {
    return body;
  }
}
