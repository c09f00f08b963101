import express from "express";
import escapeHtml from "escape-html";
import { mailer } from "./mailer";

const router = express.Router();

router.get("/search", (req, res) => {
  // ruleid: typescript-untrusted-html-output
  res.send(`<h1>Results for ${req.query.q}</h1>`);
});

router.get("/hello", (req, res) => {
  const name = req.query.name;
  // ruleid: typescript-untrusted-html-output
  res.send("<p>Hello " + name + "</p>");
});

router.get("/page", (req, res) => {
  let page = "<html><body>";
  page += "<h1>" + req.params.title + "</h1>";
  // ruleid: typescript-untrusted-html-output
  res.send(page);
});

router.get("/missing", (req, res) => {
  // ruleid: typescript-untrusted-html-output
  res.status(404).send("No such page: " + req.query.page);
});

router.get("/safe", (req, res) => {
  // ok: typescript-untrusted-html-output
  res.send(`<h1>Results for ${escapeHtml(req.query.q)}</h1>`);
  // ok: typescript-untrusted-html-output
  res.json({ title: `<h1>${req.query.q}</h1>` });
  // ok: typescript-untrusted-html-output
  res.send(`<p>Page ${Number(req.query.page)}</p>`);
  // ok: typescript-untrusted-html-output
  res.send({ name: req.body.name });
});

router.post("/contact", async (req, res) => {
  await mailer.sendMail({
    to: "support@shop.example.com",
    // ruleid: typescript-untrusted-html-output-email
    html: `<p>${req.body.message}</p>`,
  });
  await mailer.sendMail({
    to: "support@shop.example.com",
    // ok: typescript-untrusted-html-output-email
    html: `<p>${escapeHtml(req.body.message)}</p>`,
    text: req.body.message,
  });
  res.sendStatus(204);
});
