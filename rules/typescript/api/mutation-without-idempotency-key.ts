import { stripe } from "./stripe";

export async function pay(order: { id: string; total: number; shop: string }) {
  // ruleid: typescript-mutation-without-idempotency-key
  const first = await stripe.paymentIntents.create({ amount: order.total, currency: "eur" });
  // ruleid: typescript-mutation-without-idempotency-key
  const second = await stripe.refunds.create({ payment_intent: first.id });
  // ruleid: typescript-mutation-without-idempotency-key-options
  const third = await stripe.transfers.create({ amount: order.total }, { stripeAccount: order.shop });
  // ok: typescript-mutation-without-idempotency-key-options
  const fourth = await stripe.charges.create({ amount: order.total }, { idempotencyKey: order.id });
  // ok: typescript-mutation-without-idempotency-key
  const fifth = await stripe.customers.create({ name: order.id });
  // ok: typescript-mutation-without-idempotency-key
  const sixth = await stripe.paymentIntents.retrieve(order.id);
  return [first, second, third, fourth, fifth, sixth];
}
