import jwt from "jsonwebtoken";
import type { Request } from "express";
import { users } from "./users";

export function current(req: Request) {
  // ruleid: typescript-jwt-signature-not-verified
  const claims = jwt.decode(req.cookies.session);
  return users.find(claims.sub);
}

export function owner(req: Request) {
  const token = req.headers.authorization.split(" ")[1];
  // ruleid: typescript-jwt-signature-not-verified
  return users.find(jwt.decode(token).sub);
}

export function open(token: string) {
  // ruleid: typescript-jwt-signature-not-verified-options
  return jwt.verify(token, null);
}

export function keyOf(req: Request) {
  // ok: typescript-jwt-signature-not-verified
  return jwt.decode(req.cookies.session, { complete: true });
}

export function expiryOf(providerToken: string) {
  // ok: typescript-jwt-signature-not-verified
  return jwt.decode(providerToken);
}

export function checked(req: Request, key: string) {
  const token = req.cookies.session;
  // ok: typescript-jwt-signature-not-verified-options
  const claims = jwt.verify(token, key, { algorithms: ["HS256"] });
  // ok: typescript-jwt-signature-not-verified
  return { claims, raw: jwt.decode(token) };
}
