import type { ErrorRequestHandler, Request, Response } from "express";
import { HttpException, HttpStatus } from "@nestjs/common";
import { NextResponse } from "next/server";

export function show(req: Request, res: Response) {
  // ruleid: typescript-error-response-shape
  if (!req.params.id) return res.status(400).json({ error: "Give an id" });
  // ruleid: typescript-error-response-shape
  if (!req.user) return res.status(HttpStatus.UNAUTHORIZED).send({ message: "Log in first" });
  // ruleid: typescript-error-response-shape
  if (!req.user.active) return res.status(403).json({ success: false, error: `${req.user.name} is locked` });
  // ruleid: typescript-error-response-shape
  if (req.user.banned) return res.status(403).json({ error: { reason: "banned" } });
  // ok: typescript-error-response-shape
  if (req.user.old) return res.status(410).json({ error: { code: "GONE", message: "The account was closed" } });
  // ok: typescript-error-response-shape
  if (req.query.grant) return res.status(400).json({ error: "invalid_grant" });
  // ruleid: typescript-error-response-shape-text
  if (req.query.text) return res.status(400).json("Give an id");
  // ok: typescript-error-response-shape
  return res.status(200).json({ message: "Done" });
}

export async function GET(request: Request) {
  // ruleid: typescript-error-response-shape
  if (!request.headers) return NextResponse.json({ error: "Not found" }, { status: 404 });
  // ok: typescript-error-response-shape
  if (!request.body) return NextResponse.json({ error: { message: "Empty", code: "EMPTY_BODY" } }, { status: 400 });
  // ok: typescript-error-response-shape
  return NextResponse.json({ message: "Hello" }, { status: 200 });
}

export const failed: ErrorRequestHandler = (err, req, res, next) => {
  if (err.code) {
    // ok: typescript-error-response-shape-handler
    return res.status(err.status).json({ error: { code: err.code, message: "Refused" } });
  }
  // ruleid: typescript-error-response-shape-handler
  res.status(err.status || 500).json({ message: "It failed" });
};

export function refuse(code: string, message: string) {
  // ok: typescript-error-response-shape-nest
  if (code) throw new HttpException({ error: { code, message } }, HttpStatus.CONFLICT);
  // ok: typescript-error-response-shape-nest
  if (!message) throw new HttpException("Refused", HttpStatus.FORBIDDEN);
  // ruleid: typescript-error-response-shape-nest
  throw new HttpException({ status: "error", reason: message }, HttpStatus.BAD_REQUEST);
}
