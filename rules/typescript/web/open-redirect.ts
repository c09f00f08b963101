import express, { Request, Response } from "express";
import { Controller, Get, Query, Res } from "@nestjs/common";

const router = express.Router();
const PAGES = { home: "/", orders: "/orders" };

router.get("/go", (req, res) => {
  // ruleid: typescript-open-redirect
  res.redirect(req.query.next as string);
});

router.post("/login", async (req: Request, res: Response) => {
  const next = req.body.returnTo || "/account";
  // ruleid: typescript-open-redirect
  return res.redirect(302, next);
});

router.get("/logout", (req, res) => {
  const { returnTo } = req.query;
  // ruleid: typescript-open-redirect
  res.redirect(`${req.query.returnTo}?signed_out=1`);
  // ok: typescript-open-redirect
  res.redirect(`/orders/${req.query.id}`);
  // ok: typescript-open-redirect
  res.redirect("https://shop.example.com/search?q=" + req.query.q);
  // ok: typescript-open-redirect
  res.redirect(PAGES[req.query.page as keyof typeof PAGES]);
});

router.get("/continue", (req, res) => {
  const next = String(req.query.next);
  if (!next.startsWith("/") || next.startsWith("//")) {
    return res.redirect("/");
  }
  // ok: typescript-open-redirect
  res.redirect(next);
});

router.get("/checked", (req, res) => {
  if (isAllowedHost(req.query.to)) {
    // ok: typescript-open-redirect
    res.redirect(req.query.to);
  }
});

@Controller("links")
export class LinksController {
  @Get("out")
  out(@Query("url") url: string, @Res() res: Response) {
    // ruleid: typescript-open-redirect
    return res.redirect(url);
  }
}

declare function isAllowedHost(url: unknown): boolean;
