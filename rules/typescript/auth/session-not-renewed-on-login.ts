import type { Request, Response } from "express";
import { users } from "./users";

export async function login(req: Request, res: Response) {
  const user = await users.check(req.body.email, req.body.password);
  // ruleid: typescript-session-not-renewed-on-login
  req.session.userId = user.id;
  // ruleid: typescript-session-not-renewed-on-login
  req.session.isAuthenticated = true;
  // ruleid: typescript-session-not-renewed-on-login
  req.session.user = { id: user.id };
  // ok: typescript-session-not-renewed-on-login
  req.session.theme = user.theme;
  return res.redirect("/");
}

export async function renewedLogin(req: Request, res: Response) {
  const user = await users.check(req.body.email, req.body.password);
  req.session.regenerate(() => {
    // ok: typescript-session-not-renewed-on-login
    req.session.userId = user.id;
    res.redirect("/");
  });
}

export function logout(req: Request, res: Response) {
  // ok: typescript-session-not-renewed-on-login
  req.session.userId = null;
  return res.redirect("/");
}
