import fs from "node:fs";
import { execSync } from "node:child_process";
import crypto from "node:crypto";
import bcrypt from "bcrypt";
import express from "express";

const app = express();
// ok: typescript-blocking-call-in-async
const template = fs.readFileSync("templates/invoice.html", "utf8");

app.get("/invoice", (req, res) => {
  // ruleid: typescript-blocking-call-in-async
  const logo = fs.readFileSync("logo.png");
  // ruleid: typescript-blocking-call-in-async
  const version = execSync("git rev-parse HEAD");
  res.json({ template, logo, version });
});

app.post("/login", async (req, res) => {
  // ruleid: typescript-blocking-call-in-async
  const same = bcrypt.compareSync(req.body.password, "$2b$12$stored");
  // ok: typescript-blocking-call-in-async
  const again = await bcrypt.compare(req.body.password, "$2b$12$stored");
  // ok: typescript-blocking-call-in-async
  const logo = await fs.promises.readFile("logo.png");
  res.json({ same, again, logo });
});

export async function hashPassword(password: string) {
  // ruleid: typescript-blocking-call-in-async-crypto
  return bcrypt.hashSync(password, 12);
}

export class TokenService {
  async derive(secret: string, salt: Buffer) {
    // ruleid: typescript-blocking-call-in-async-crypto
    return crypto.pbkdf2Sync(secret, salt, 600_000, 32, "sha256");
  }

  async deriveAside(secret: string) {
    // ok: typescript-blocking-call-in-async-crypto
    return bcrypt.hash(secret, 12);
  }
}
