import express from "express";
import { Injectable } from "@nestjs/common";
import { logger } from "./logger";

const app = express();

app.get("/orders", async (req, res) => {
  // ruleid: typescript-print-instead-of-logger
  console.log("listing orders", req.query);
  // ok: typescript-print-instead-of-logger
  logger.info({ page: req.query.page }, "listing orders");
  res.json([]);
});

export class OrderService {
  close(id: string) {
    // ruleid: typescript-print-instead-of-logger
    console.error("cannot close", id);
  }
}

@Injectable()
export class Mailer {
  send(to: string) {
    // ruleid: typescript-print-instead-of-logger
    console.warn("no transport");
    // ok: typescript-print-instead-of-logger
    console.time("send");
    return to;
  }
}

app.listen(3000, () => {
  // ok: typescript-print-instead-of-logger
  console.log("listening");
});

export function usage() {
  // ok: typescript-print-instead-of-logger
  console.log("usage: orders [--day DAY]");
}
