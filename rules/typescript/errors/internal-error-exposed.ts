import type { Request, Response } from "express";
import { InternalServerErrorException } from "@nestjs/common";
import { NextResponse } from "next/server";
import { logger, orders, QuotaError } from "./orders";

export async function show(req: Request, res: Response) {
  try {
    return res.json({ data: await orders.find(req.params.id) });
  } catch (err) {
    if (err instanceof QuotaError) {
      // ok: typescript-internal-error-exposed
      return res.status(503).json({ error: { code: "QUOTA", message: err.message } });
    }
    logger.error(err.message);
    if (req.query.raw) {
      // ruleid: typescript-internal-error-exposed-stack
      return res.status(400).json({ trace: err.stack });
    }
    if (req.query.whole) {
      // ruleid: typescript-internal-error-exposed-object
      return res.status(500).json({ error: err });
    }
    // ruleid: typescript-internal-error-exposed
    return res.status(500).json({ error: { code: "INTERNAL", message: err.message } });
  }
}

export async function GET() {
  try {
    return NextResponse.json({ data: await orders.all() });
  } catch (error) {
    const message = error instanceof Error ? error.message : "It failed";
    // ruleid: typescript-internal-error-exposed
    return NextResponse.json({ error: { code: "INTERNAL", message } }, { status: 500 });
  }
}

export async function start() {
  try {
    await orders.start();
  } catch (error) {
    // ruleid: typescript-internal-error-exposed
    throw new InternalServerErrorException(`Could not start: ${error}`);
  }
}

export function list(req: Request, res: Response) {
  orders.list((err: Error, rows: unknown[]) => {
    if (err) {
      // ruleid: typescript-internal-error-exposed-callback
      if (req.query.raw) return res.status(422).send(err);
      // ruleid: typescript-internal-error-exposed-callback
      return res.send(err);
    }
    return res.json({ data: rows });
  });
}

export async function remove(req: Request, res: Response) {
  try {
    await orders.remove(req.params.id);
    return res.sendStatus(204);
  } catch (err) {
    logger.error({ err }, "an order was not removed");
    const message = process.env.NODE_ENV === "production" ? "It failed" : err.message;
    if (req.query.dev) {
      // ok: typescript-internal-error-exposed
      return res.status(500).json({ error: { code: "INTERNAL", message } });
    }
    // ok: typescript-internal-error-exposed
    return res.status(500).json({ error: { code: "INTERNAL", message: "It failed" } });
  }
}
