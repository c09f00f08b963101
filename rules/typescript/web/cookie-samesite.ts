import type { Response } from "express";
import { config } from "./config";

export function signIn(res: Response, reply: any, token: string) {
  // ruleid: typescript-cookie-samesite
  res.cookie("session", token, { httpOnly: true, secure: true });
  // ruleid: typescript-cookie-samesite-none
  res.cookie("session", token, { httpOnly: true, secure: true, sameSite: "none" });
  // ruleid: typescript-cookie-samesite
  reply.setCookie("refreshToken", token, { httpOnly: true, secure: true, path: "/auth" });
  // ok: typescript-cookie-samesite
  res.cookie("session", token, { httpOnly: true, secure: true, sameSite: "strict" });
  // ok: typescript-cookie-samesite
  res.cookie("session", token, { httpOnly: true, secure: true, sameSite: config.sameSite });
  // ok: typescript-cookie-samesite
  res.cookie("oauth_state", token, { httpOnly: true, secure: true });
}
