import { z } from "zod";

export const env = z.object({
  // ruleid: typescript-weak-secret-validation
  JWT_SECRET: z.string(),
  // ruleid: typescript-weak-secret-validation
  SESSION_SECRET: z.string().min(8),
  // ruleid: typescript-weak-secret-validation
  ENCRYPTION_KEY: z.string().nonempty(),
  // ok: typescript-weak-secret-validation
  COOKIE_SECRET: z.string().min(32),
  // ok: typescript-weak-secret-validation
  SIGNING_KEY: z.string().min(64),
  // ok: typescript-weak-secret-validation
  DATABASE_URL: z.string(),
  // ok: typescript-weak-secret-validation
  CLIENT_ID: z.string(),
});
