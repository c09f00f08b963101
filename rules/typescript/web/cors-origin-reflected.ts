import type { Request, Response, NextFunction } from "express";
import cors from "cors";

const ALLOWED = new Set(["https://shop.example.com", "https://admin.example.com"]);

export function reflect(req: Request, res: Response, next: NextFunction) {
  // ruleid: typescript-cors-origin-reflected
  res.setHeader("Access-Control-Allow-Origin", req.headers.origin ?? "*");
  next();
}

export function reflectWithCredentials(req: Request, res: Response, next: NextFunction) {
  const origin = req.get("Origin");
  if (origin) {
    // ruleid: typescript-cors-origin-reflected
    res.header("Access-Control-Allow-Origin", origin);
    res.header("Access-Control-Allow-Credentials", "true");
  }
  next();
}

export function listed(req: Request, res: Response, next: NextFunction) {
  const origin = req.headers.origin;
  if (origin && ALLOWED.has(origin)) {
    // ok: typescript-cors-origin-reflected
    res.setHeader("Access-Control-Allow-Origin", origin);
  }
  next();
}

export function guarded(req: Request, res: Response, next: NextFunction) {
  const origin = req.headers.origin ?? "";
  if (!ALLOWED.has(origin)) {
    return next();
  }
  // ok: typescript-cors-origin-reflected
  res.setHeader("Access-Control-Allow-Origin", origin);
  next();
}

export function chosen(req: Request, res: Response) {
  // ok: typescript-cors-origin-reflected
  res.setHeader("Access-Control-Allow-Origin", ALLOWED.has(req.headers.origin ?? "") ? req.headers.origin : "https://shop.example.com");
}

export function isOurs(origin: string): boolean {
  // ruleid: typescript-cors-origin-reflected-loose-check
  if (origin.endsWith("example.com")) return true;
  // ruleid: typescript-cors-origin-reflected-loose-check
  if (origin.startsWith("https://example.com")) return true;
  // ok: typescript-cors-origin-reflected-loose-check
  return origin.endsWith(".example.com") || origin.startsWith("https://example.com/");
}

// ruleid: typescript-cors-origin-reflected-loose-pattern
export const loose = cors({ origin: /^https:\/\/shop.example\.com$/ });
// ruleid: typescript-cors-origin-reflected-loose-pattern
export const open = cors({ origin: /https:\/\/shop\.example\.com/ });
// ruleid: typescript-cors-origin-reflected-loose-pattern
export const quoted = cors({ "origin" : /https:\/\/shop\.example\.com/ });
// ok: typescript-cors-origin-reflected-loose-pattern
export const exact = cors({ origin: /^https:\/\/[a-z]+\.example\.com$/ });
