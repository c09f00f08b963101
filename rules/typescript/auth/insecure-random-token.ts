import { randomBytes, randomInt } from "node:crypto";
import { v1 as uuidv1 } from "uuid";
import { store } from "./store";

export async function invite(email: string) {
  // ruleid: typescript-insecure-random-token
  const inviteToken = Math.random().toString(36).slice(2);
  // ruleid: typescript-insecure-random-token
  await store.save({ email, otp: Math.floor(100000 + Math.random() * 900000) });
  // ruleid: typescript-insecure-random-token-uuid1
  const apiKey = uuidv1();
  // ok: typescript-insecure-random-token
  const resetToken = randomBytes(32).toString("hex");
  // ok: typescript-insecure-random-token
  const delay = 100 + Math.random() * 50;
  // ok: typescript-insecure-random-token
  const code = randomInt(100000, 1000000);
  return { inviteToken, apiKey, resetToken, delay, code };
}

export function generatePassword(length: number) {
  // ruleid: typescript-insecure-random-token-function
  return Array.from({ length }, () => "abcdefgh"[Math.floor(Math.random() * 8)]).join("");
}
