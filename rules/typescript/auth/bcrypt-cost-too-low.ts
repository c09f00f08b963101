import bcrypt from "bcrypt";
import * as hasher from "bcryptjs";
import { genSaltSync } from "bcryptjs";
import { argon } from "./argon";

const saltRounds = 10;
const strongRounds = 12;
// ruleid: typescript-bcrypt-cost-too-low-constant
export const BCRYPT_ROUNDS = 10;
// ok: typescript-bcrypt-cost-too-low-constant
export const BCRYPT_SALT_ROUNDS = 13;
// ruleid: typescript-bcrypt-cost-too-low-environment
export const configured = Number(process.env.BCRYPT_COST ?? 10);
// ok: typescript-bcrypt-cost-too-low-environment
export const accepted = parseInt(process.env.BCRYPT_ROUNDS || "12", 10);
// ok: typescript-bcrypt-cost-too-low-environment
export const attempts = parseInt(process.env.PASSWORD_RETRIES || "3", 10);

export async function register(password: string) {
  // ruleid: typescript-bcrypt-cost-too-low
  const digest = await bcrypt.hash(password, 8);
  // ruleid: typescript-bcrypt-cost-too-low-name
  const named = await bcrypt.hash(password, saltRounds);
  // ruleid: typescript-bcrypt-cost-too-low
  const other = hasher.hashSync(password, 9);
  // ruleid: typescript-bcrypt-cost-too-low
  const salt = genSaltSync(10);
  // ok: typescript-bcrypt-cost-too-low
  await bcrypt.hash(password, strongRounds);
  // ok: typescript-bcrypt-cost-too-low
  await bcrypt.hash(password, await bcrypt.genSalt(12));
  // ok: typescript-bcrypt-cost-too-low
  await argon.hash(password, 4);
  return { digest, named, other, salt };
}

// The caller may ask for more.
export function digest(password: string, rounds = saltRounds) {
  // ruleid: typescript-bcrypt-cost-too-low-default
  return bcrypt.hashSync(password, rounds);
}

export class Passwords {
  private readonly rounds = 10;
  private readonly cost = 12;

  async make(password: string) {
    // ruleid: typescript-bcrypt-cost-too-low-field
    const first = await bcrypt.hash(password, this.rounds);
    // ok: typescript-bcrypt-cost-too-low-field
    const second = await bcrypt.hash(password, this.cost);
    return [first, second];
  }
}
