import type { Response } from "express";
import session from "express-session";
import { config } from "./config";

export function signIn(res: Response, token: string) {
  // ruleid: typescript-session-lifetime-too-long
  res.cookie("session", token, { httpOnly: true, maxAge: 30 * 24 * 60 * 60 * 1000 });
  // ruleid: typescript-session-lifetime-too-long
  res.cookie("access_token", token, { httpOnly: true, maxAge: 2592000000 });
  // ok: typescript-session-lifetime-too-long
  res.cookie("session", token, { httpOnly: true, maxAge: 60 * 60 * 1000 });
  // ok: typescript-session-lifetime-too-long
  res.cookie("remember_me_token", token, { httpOnly: true, maxAge: 2592000000 });
  // ok: typescript-session-lifetime-too-long
  res.cookie("theme", "dark", { maxAge: 31536000000 });
}

// ruleid: typescript-session-lifetime-too-long
export const year = session({ secret: config.sessionSecret, cookie: { secure: true, maxAge: 365 * 24 * 3600 * 1000 } });
