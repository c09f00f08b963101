import jwt from "jsonwebtoken";
import { z } from "zod";
import { config } from "./config";

// ruleid: typescript-secret-default-in-env-lookup-environment
export const secret = process.env.JWT_SECRET;
// ruleid: typescript-secret-default-in-env-lookup-environment-key
export const key = process.env["PAYMENTS_API_KEY"];
// ruleid: typescript-secret-default-in-env-lookup
export const password = config.get("DB_PASSWORD", "postgres");
// ruleid: typescript-secret-default-in-env-lookup
const { SESSION_SECRET = "keyboard cat" } = process.env;
// ruleid: typescript-secret-default-in-env-lookup
export const signing = getEnv("SIGNING_KEY", "development");

export const env = z.object({
  // ruleid: typescript-secret-default-in-env-lookup
  COOKIE_SECRET: z.string().default("not-so-secret"),
  // ok: typescript-secret-default-in-env-lookup
  JWT_SECRET: z.string().min(32),
  // ok: typescript-secret-default-in-env-lookup
  PORT: z.string().default("3000"),
});

// ok: typescript-secret-default-in-env-lookup
export const port = process.env.PORT || "3000";
// ok: typescript-secret-default-in-env-lookup
export const tokenUrl = process.env.TOKEN_URL || "http://localhost:3000/token";
// ok: typescript-secret-default-in-env-lookup
export const expiry = process.env.ACCESS_TOKEN_EXPIRES || "15m";
// ok: typescript-secret-default-in-env-lookup
export const empty = process.env.SMTP_PASSWORD || "";
// ok: typescript-secret-default-in-env-lookup
export const issued = jwt.sign({}, process.env.JWT_SECRET || fail());
// ok: typescript-secret-default-in-env-lookup
export const session = SESSION_SECRET ?? process.env.OLD_SESSION_SECRET;

declare function getEnv(name: string, fallback?: string): string;
declare function fail(): never;
