import { setTimeout as sleep } from "node:timers/promises";
import { partner } from "./partner";

export async function charge(order: string) {
  // ruleid: typescript-retry-without-backoff
  while (true) {
    try {
      return await partner.charge(order);
    } catch (error) {
      console.assert(error);
    }
  }
}

export async function refund(order: string) {
  // ruleid: typescript-retry-without-backoff
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return await partner.refund(order);
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
}

export class Sender {
  async send(mail: string) {
    // ruleid: typescript-retry-without-backoff
    for (let attempt = 1; attempt <= 3; attempt++) {
      try {
        return await partner.send(mail);
      } catch (error) {
        console.assert(error);
      }
    }
  }
}

export async function patient(order: string) {
  // ok: typescript-retry-without-backoff
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return await partner.charge(order);
    } catch (error) {
      await sleep(2 ** attempt * 100 + Math.random() * 100);
    }
  }
}

export async function freeSlug(title: string) {
  // ok: typescript-retry-without-backoff
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return await partner.reserve(`${title}-${attempt}`);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

export function firstValid(texts: string[]) {
  // ok: typescript-retry-without-backoff
  for (const text of texts) {
    try {
      return JSON.parse(text);
    } catch (error) {
      continue;
    }
  }
}

declare function isUniqueViolation(error: unknown): boolean;
