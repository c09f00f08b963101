import type { Response } from "express";
import session from "express-session";
import { config } from "./config";

export function signIn(res: Response, token: string) {
  // ruleid: typescript-cookie-without-secure
  res.cookie("session", token, { httpOnly: true });
  // ruleid: typescript-cookie-without-secure-false
  res.cookie("jwt", token, { httpOnly: true, secure: true });
  const options = { httpOnly: true, path: "/" };
  // ruleid: typescript-cookie-without-secure
  res.cookie("auth", token, options);
  // ok: typescript-cookie-without-secure
  res.cookie("session", token, { httpOnly: true, secure: true });
  // ok: typescript-cookie-without-secure
  res.cookie("session", token, { httpOnly: true, secure: process.env.NODE_ENV === "production" });
  // ok: typescript-cookie-without-secure
  res.cookie("locale", "en", { httpOnly: true });
}

// ruleid: typescript-cookie-without-secure-session
export const plain = session({ secret: config.sessionSecret, resave: false, saveUninitialized: false });
// ruleid: typescript-cookie-without-secure-session
export const off = session({ secret: config.sessionSecret, cookie: { secure: false, maxAge: 3600000 } });
// ok: typescript-cookie-without-secure-session
export const on = session({ secret: config.sessionSecret, cookie: { secure: "auto", sameSite: "lax" } });
// ok: typescript-cookie-without-secure-session
export const configured = session({ secret: config.sessionSecret, cookie: config.cookie });
