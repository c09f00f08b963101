import type { Request, Response } from "express";
import { rateLimit } from "express-rate-limit";
import { NextResponse } from "next/server";

// The library sends the header.
export const limiter = rateLimit({
  windowMs: 60_000,
  // ok: typescript-throttle-without-retry-after
  handler: (req: Request, res: Response) => res.status(429).send("Slow down"),
});

export function refuse(req: Request, res: Response) {
  // ruleid: typescript-throttle-without-retry-after
  if (req.query.first) return res.status(429).json({ error: { code: "RATE_LIMITED", message: "Slow down" } });
  // ruleid: typescript-throttle-without-retry-after
  if (req.query.second) return res.status(429).send("Slow down");
  // ok: typescript-throttle-without-retry-after
  if (req.query.third) return res.status(503).send("Later");
  res.setHeader("Retry-After", "60");
  // ok: typescript-throttle-without-retry-after
  return res.status(429).json({ error: { code: "RATE_LIMITED", message: "Slow down" } });
}

export async function GET(request: Request) {
  // ok: typescript-throttle-without-retry-after
  if (request.url) return NextResponse.json({ error: "Slow down" }, { status: 429, headers: { "Retry-After": "60" } });
  // ruleid: typescript-throttle-without-retry-after
  return NextResponse.json({ error: "Slow down" }, { status: 429 });
}
