import express from "express";
import Stripe from "stripe";
import { Body, Controller, Headers, Post } from "@nestjs/common";
import { orders } from "./orders";
import { verifyGithub } from "./signatures";

const app = express();
const stripe = new Stripe(process.env.STRIPE_KEY as string);

// ruleid: typescript-webhook-signature-unverified
app.post("/webhooks/payments", async (req, res) => {
  await orders.markPaid(req.body.data.orderId);
  res.sendStatus(200);
});

// ruleid: typescript-webhook-signature-unverified
app.post("/stripe", express.json(), async (req, res) => {
  const event = req.body;
  if (event.type === "charge.refunded") await orders.refund(event.data.object.id);
  res.json({ received: true });
});

// ok: typescript-webhook-signature-unverified
app.post("/webhooks/stripe", express.raw({ type: "application/json" }), (req, res) => {
  const event = stripe.webhooks.constructEvent(req.body, req.headers["stripe-signature"] as string, process.env.STRIPE_HOOK as string);
  res.json({ received: event.id });
});

// ok: typescript-webhook-signature-unverified
app.post("/webhooks/github", verifyGithub, async (req, res) => {
  await orders.sync(req.body.ref);
  res.sendStatus(204);
});

// ok: typescript-webhook-signature-unverified
app.post("/orders", async (req, res) => {
  res.json(await orders.create(req.body));
});

@Controller("hooks")
export class HooksController {
  @Post("shipping-webhook")
  // ruleid: typescript-webhook-signature-unverified-nest
  async shipped(@Body() body: { orderId: string }) {
    await orders.ship(body.orderId);
  }

  @Post("invoice-webhook")
  // ok: typescript-webhook-signature-unverified-nest
  async invoiced(@Headers("x-signature") given: string, @Body() body: { id: string }) {
    verifySignature(given, body);
    await orders.invoice(body.id);
  }
}

declare function verifySignature(given: string, body: unknown): void;
