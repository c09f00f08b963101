import https from "node:https";
import axios from "axios";
import { Pool } from "pg";
import { config } from "./config";

// ruleid: typescript-tls-verification-disabled-off
export const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: true });

// ruleid: typescript-tls-verification-disabled-environment
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "1";

export const pool = new Pool({
  connectionString: config.databaseUrl,
  // ruleid: typescript-tls-verification-disabled-off
  ssl: { rejectUnauthorized: true },
});

// ruleid: typescript-tls-verification-disabled
export const anyHost = new https.Agent({ checkServerIdentity: () => undefined });

// ruleid: typescript-tls-verification-disabled-on
export const documents = { url: config.documentsUrl, tlsAllowInvalidCertificates: false };

// ok: typescript-tls-verification-disabled
export const strictAgent = new https.Agent({ ca: config.caCertificate, rejectUnauthorized: true });

// ok: typescript-tls-verification-disabled
export const chosenAgent = new https.Agent({ rejectUnauthorized: config.verifyTls });

export function monitorAgent(monitor: { ignoreTls: boolean }) {
  if (monitor.ignoreTls) {
    // ok: typescript-tls-verification-disabled
    return new https.Agent({ rejectUnauthorized: false });
  }
  return new https.Agent();
}
