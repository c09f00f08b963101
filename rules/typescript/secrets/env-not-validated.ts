import { env } from "./config/env";
import { client } from "./client";

// ruleid: typescript-env-not-validated
export const url: string = process.env.DATABASE_URL!;
// ruleid: typescript-env-not-validated
export const bucket = process.env.UPLOAD_BUCKET as string;
// ruleid: typescript-env-not-validated
export const header = `Bearer ${process.env.PAYMENTS_TOKEN}`;
// ok: typescript-env-not-validated
export const checked = env.DATABASE_URL;
// ok: typescript-env-not-validated
export const port = process.env.PORT ?? "3000";

export function upload(name: string) {
  if (!process.env.CDN_URL) {
    throw new Error("CDN_URL is missing");
  }
  // ok: typescript-env-not-validated
  return client.put(`${process.env.CDN_URL}/${name}`);
}

// ok: typescript-env-not-validated
export const smtpPort = parseInt(process.env.SMTP_PORT as string, 10);
// ok: typescript-env-not-validated
export const worker = `${process.env.PUBLIC_URL}/worker.js`;
