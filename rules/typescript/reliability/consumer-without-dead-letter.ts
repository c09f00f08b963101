import type { Channel } from "amqplib";

export async function declare(channel: Channel) {
  // ruleid: typescript-consumer-without-dead-letter
  await channel.assertQueue("orders");
  // ruleid: typescript-consumer-without-dead-letter
  await channel.assertQueue("invoices", { durable: true });
  // ruleid: typescript-consumer-without-dead-letter
  await channel.assertQueue("mails", { durable: true, arguments: { "x-max-priority": 5 } });
  // ok: typescript-consumer-without-dead-letter
  await channel.assertQueue("payments", { durable: true, deadLetterExchange: "payments.dead" });
  // ok: typescript-consumer-without-dead-letter
  await channel.assertQueue("refunds", { arguments: { "x-dead-letter-exchange": "refunds.dead" } });
  // ok: typescript-consumer-without-dead-letter
  await channel.assertQueue("", { exclusive: true });
  // ok: typescript-consumer-without-dead-letter
  await channel.assertQueue("orders.dead-letters", { durable: true });
}
