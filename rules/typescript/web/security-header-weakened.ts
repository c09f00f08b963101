import helmet from "helmet";
import type { Express, Response } from "express";

export function headers(app: Express, res: Response) {
  // ruleid: typescript-security-header-weakened
  app.use(helmet({ contentSecurityPolicy: false }));
  // ruleid: typescript-security-header-weakened
  app.use(helmet({ contentSecurityPolicy: { directives: { scriptSrc: ["'self'", "'unsafe-inline'"] } } }));
  // ruleid: typescript-security-header-weakened
  res.setHeader("X-Frame-Options", "ALLOWALL");
  // ok: typescript-security-header-weakened
  app.use(helmet());
  // ok: typescript-security-header-weakened
  app.use(helmet({ contentSecurityPolicy: { directives: { styleSrc: ["'self'", "'unsafe-inline'"] } } }));
  // ok: typescript-security-header-weakened
  res.setHeader("X-Frame-Options", "SAMEORIGIN");
}
