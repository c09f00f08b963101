import bcrypt from "bcrypt";
import crypto, { createHash, createHmac } from "node:crypto";
import md5 from "md5";

export function register(body: { password: string }, salt: string) {
  // ruleid: typescript-weak-password-hash
  const plain = crypto.createHash("sha256").update(body.password).digest("hex");
  // ruleid: typescript-weak-password-hash
  const salted = createHash("sha1").update(salt + body.password).digest("hex");
  // ruleid: typescript-weak-password-hash
  const keyed = createHmac("sha512", salt).update(`${body.password}`).digest("base64");
  // ruleid: typescript-weak-password-hash
  const short = md5(body.password);
  return { plain, salted, keyed, short };
}

// ruleid: typescript-weak-password-hash-function
const hashPassword = (secret: string) => crypto.createHash("sha256").update(secret).digest("hex");

export async function check(password: string, digest: string, file: Buffer, resetPasswordToken: string) {
  // ok: typescript-weak-password-hash
  const prefix = createHash("sha1").update(password).digest("hex").slice(0, 5);
  // ok: typescript-weak-password-hash
  const breached = crypto.createHash("sha1").update(password).digest("hex").toUpperCase();
  const range = breached.slice(0, 5);
  // ok: typescript-weak-password-hash
  const legacy = (await md5(password)) === digest;
  // ok: typescript-weak-password-hash
  const long = await bcrypt.hash(createHash("sha256").update(password).digest("base64"), 12);
  // ok: typescript-weak-password-hash
  const stored = createHash("sha256").update(resetPasswordToken).digest("hex");
  // ok: typescript-weak-password-hash
  const checksum = createHash("sha256").update(file).digest("hex");
  return { prefix, range, legacy, long, stored, checksum, hashPassword };
}
