import jwt from "jsonwebtoken";
import type { User } from "./user";

export function issue(user: User, key: string) {
  // ruleid: typescript-jwt-sensitive-claims
  const first = jwt.sign({ sub: user.id, email: user.email }, key, { expiresIn: "15m" });
  // ruleid: typescript-jwt-sensitive-claims
  const second = jwt.sign({ sub: user.id, password: user.passwordHash }, key, { expiresIn: "15m" });
  // ruleid: typescript-jwt-sensitive-claims-whole
  const third = jwt.sign({ ...user }, key, { expiresIn: "15m" });
  // ok: typescript-jwt-sensitive-claims
  const fourth = jwt.sign({ sub: user.id, roles: user.roles }, key, { expiresIn: "15m" });
  // ok: typescript-jwt-sensitive-claims-whole
  const fifth = jwt.sign({ user: user.id }, key, { expiresIn: "15m" });
  // ok: typescript-jwt-sensitive-claims
  const sixth = jwt.sign({ sub: user.id, emailVerified: true }, key, { expiresIn: "15m" });
  return [first, second, third, fourth, fifth, sixth];
}
