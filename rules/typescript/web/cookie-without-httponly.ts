import type { Request, Response } from "express";
import session from "express-session";
import { cookies } from "next/headers";
import { config } from "./config";

const SESSION_COOKIE = "shop_session";

export async function signIn(req: Request, res: Response, token: string) {
  // ruleid: typescript-cookie-without-httponly-bare
  res.cookie("token", token);
  // ruleid: typescript-cookie-without-httponly
  res.cookie("refresh_token", token, { secure: true, sameSite: "lax" });
  // ruleid: typescript-cookie-without-httponly-false
  res.cookie("access_token", token, { httpOnly: false, secure: true });
  const readable = { secure: true, path: "/" };
  // ruleid: typescript-cookie-without-httponly
  res.cookie(SESSION_COOKIE, token, readable);
  // ruleid: typescript-cookie-without-httponly
  cookies().set("session", token, { secure: true });
  // ok: typescript-cookie-without-httponly
  res.cookie("token", token, { httpOnly: true, secure: true, sameSite: "lax" });
  // ok: typescript-cookie-without-httponly
  res.cookie("token", token, { ...config.cookie, maxAge: 3600 });
  // ok: typescript-cookie-without-httponly
  res.cookie("token", token, config.cookie);
  // ok: typescript-cookie-without-httponly
  res.cookie("XSRF-TOKEN", token, { secure: true });
  // ok: typescript-cookie-without-httponly
  res.cookie("theme", "dark");
  // ok: typescript-cookie-without-httponly
  res.cookie("token", "", { maxAge: 0 });
}

export function koa(ctx: any, token: string) {
  // ruleid: typescript-cookie-without-httponly-off
  ctx.cookies.set("accessToken", token, { httpOnly: false });
  // ok: typescript-cookie-without-httponly-off
  ctx.cookies.set("sessions", "team-a,team-b", { httpOnly: false });
  // ok: typescript-cookie-without-httponly-off
  ctx.cookies.set("accessToken", token, { secure: true });
}

// ruleid: typescript-cookie-without-httponly-off
export const readableSession = session({ secret: config.secret, cookie: { httpOnly: false, secure: true } });
