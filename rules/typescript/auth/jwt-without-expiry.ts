import jwt from "jsonwebtoken";
import { SignJWT } from "jose";

export async function issue(user: { id: string }, key: string, lifetime: number) {
  // ruleid: typescript-jwt-without-expiry-bare
  const first = jwt.sign({ sub: user.id }, key);
  // ruleid: typescript-jwt-without-expiry
  const second = jwt.sign({ sub: user.id }, key, { algorithm: "HS256" });
  // ruleid: typescript-jwt-without-expiry-payload
  const third = jwt.sign(user, key);
  // ruleid: typescript-jwt-without-expiry-jose
  const fourth = await new SignJWT({ sub: user.id }).setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(key));
  // ok: typescript-jwt-without-expiry
  const fifth = jwt.sign({ sub: user.id }, key, { algorithm: "HS256", expiresIn: "15m" });
  // ok: typescript-jwt-without-expiry
  const sixth = jwt.sign({ sub: user.id, exp: lifetime }, key);
  const claims = { sub: user.id, exp: lifetime };
  // ok: typescript-jwt-without-expiry-payload
  const seventh = jwt.sign(claims, key);
  // ok: typescript-jwt-without-expiry-jose
  const eighth = await new SignJWT({}).setProtectedHeader({ alg: "HS256" }).setExpirationTime("15m").sign(new TextEncoder().encode(key));
  return [first, second, third, fourth, fifth, sixth, seventh, eighth];
}
