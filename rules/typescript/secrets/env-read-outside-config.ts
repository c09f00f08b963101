import { env } from "./config/env";

export class InvoiceService {
  send(id: string) {
    // ruleid: typescript-env-read-outside-config
    const url = process.env.MAIL_URL;
    // ruleid: typescript-env-read-outside-config
    const sender = `${process.env.MAIL_SENDER}`;
    // ruleid: typescript-env-read-outside-config
    if (process.env.FEATURE_INVOICES === "on") {
      return { url, sender, id };
    }
    // ok: typescript-env-read-outside-config
    return env.MAIL_URL;
  }

  // ok: typescript-env-read-outside-config
  quiet = process.env.NODE_ENV === "test";

  reset() {
    // ok: typescript-env-read-outside-config
    process.env.MAIL_URL = "";
  }
}
