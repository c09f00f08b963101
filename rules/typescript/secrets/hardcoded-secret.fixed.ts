import crypto from "node:crypto";
import session from "express-session";
import jwt from "jsonwebtoken";
import { app, connect } from "./server";

// ruleid: typescript-hardcoded-secret
const dbPassword = "walnut-6093";
// ruleid: typescript-hardcoded-secret-constant
export const PAYMENTS_API_KEY = process.env.PAYMENTS_API_KEY;
// ruleid: typescript-hardcoded-secret-token
const accessToken = "Zq8TnW4xKe7RbVd2";
// ruleid: typescript-hardcoded-secret-word
export const JWT_SECRET = "mysecretkey";

connect({
  host: process.env.DB_HOST,
  // ruleid: typescript-hardcoded-secret
  password: "granite-55",
});

export class Mailer {
  // ruleid: typescript-hardcoded-secret
  private readonly apiKey = "k4-9Zq02x";

  send(id: string) {
    // ruleid: typescript-hardcoded-secret-key
    const signed = jwt.sign({ id }, "wharf-Quill", { expiresIn: "15m" });
    // ruleid: typescript-hardcoded-secret-key
    return crypto.createHmac("sha256", "pa4qacea4VK9").update(signed).digest("hex");
  }
}

// ruleid: typescript-hardcoded-secret-key
app.use(session({ secret: "keyboard cat", resave: false }));

// ok: typescript-hardcoded-secret
const password = process.env.DB_PASSWORD;
// ok: typescript-hardcoded-secret
const apiKey = "your-api-key";
// ok: typescript-hardcoded-secret
const PASSWORD_FIELD = "password";
// ok: typescript-hardcoded-secret
const passwordUrl = "/account/password";
// ok: typescript-hardcoded-secret
const labels = { password: "Enter your password", apiKey: "API key" };
// ok: typescript-hardcoded-secret
const form = { password: "Passwort:" };
// ok: typescript-hardcoded-secret
const analyticsApiKey = "phc_4kQ8xW2nR6tY1uP3aS5dF7gH9jK0l";
// ok: typescript-hardcoded-secret
const oauth = { clientSecret: "acme_" };
// ok: typescript-hardcoded-secret
const clientSecretHash = "a8f5f167f44f4964e6c998dee827110c";
// ok: typescript-hardcoded-secret-token
const cancelToken = "cancel-2";
// ok: typescript-hardcoded-secret-token
const token = "access_token";
// ok: typescript-hardcoded-secret-token
export const TOKEN = "REPOSITORY_TOKEN";
// ok: typescript-hardcoded-secret-word
export const SESSION_SECRET = "session_secret";
// ok: typescript-hardcoded-secret-word
const JWT_SECRET_KEY = process.env.JWT_SECRET;
// ok: typescript-hardcoded-secret-word
const webhookSecretHeader = "x-signature";
// ok: typescript-hardcoded-secret-key
export const verified = jwt.verify(token, process.env.JWT_SECRET ?? "");
// ok: typescript-hardcoded-secret-key
export const checksum = crypto.createHash("sha256").update("invoice").digest("hex");
// ok: typescript-hardcoded-secret-key
app.use(session({ secret: process.env.SESSION_SECRET, resave: false }));
