import jwt from "jsonwebtoken";
import { JwtModule } from "@nestjs/jwt";

export function issue(user: { id: string }, accessKey: string, refreshKey: string) {
  // ruleid: typescript-jwt-expiry-too-long
  const first = jwt.sign({ sub: user.id }, accessKey, { expiresIn: "1h" });
  // ruleid: typescript-jwt-expiry-too-long-seconds
  const second = jwt.sign({ sub: user.id }, accessKey, { expiresIn: 3600 });
  // ok: typescript-jwt-expiry-too-long
  const third = jwt.sign({ sub: user.id }, refreshKey, { expiresIn: "30d" });
  // ok: typescript-jwt-expiry-too-long
  const fourth = jwt.sign({ sub: user.id }, accessKey, { expiresIn: "15m" });
  const lifetime = 604800;
  // ruleid: typescript-jwt-expiry-too-long-seconds-name
  const named = jwt.sign({ sub: user.id }, accessKey, { expiresIn: lifetime });
  // ok: typescript-jwt-expiry-too-long-seconds
  const fifth = jwt.sign({ sub: user.id }, accessKey, { expiresIn: 900 });
  return [first, second, third, fourth, fifth];
}

// ruleid: typescript-jwt-expiry-too-long
export const module = JwtModule.register({ secret: process.env.JWT_SECRET, signOptions: { expiresIn: "1h" } });
