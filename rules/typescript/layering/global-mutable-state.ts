import express from "express";

const app = express();
const orders: any[] = [];
const sessions = new Map<string, string>();
const labels = { open: "Open" };
const lookupCache = new Map<string, string>();
let visits = 0;

app.post("/orders", (req, res) => {
  // ruleid: typescript-global-mutable-state
  orders.push(req.body);
  // ruleid: typescript-global-mutable-state
  sessions.set(req.body.user, req.body.token);
  // ruleid: typescript-global-mutable-state
  visits++;
  // ok: typescript-global-mutable-state
  lookupCache.set(req.body.user, req.body.token);

  const lines = [];
  // ok: typescript-global-mutable-state
  lines.push(req.body.line);
  let total = 0;
  // ok: typescript-global-mutable-state
  total += lines.length;
  // ok: typescript-global-mutable-state
  res.json({ lines, total, label: labels.open });
});
