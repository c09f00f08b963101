import crypto, { createHash } from "node:crypto";
import https from "node:https";

export function seal(text: string, key: Buffer, apiToken: string, file: Buffer) {
  // ruleid: typescript-weak-cryptography-cipher
  const old = crypto.createCipheriv("des-ede3-cbc", key, crypto.randomBytes(8));
  // ruleid: typescript-weak-cryptography-cipher
  const blocks = crypto.createCipheriv("aes-256-ecb", key, null);
  // ruleid: typescript-weak-cryptography-no-iv
  const derived = crypto.createCipher("aes-256-cbc", key);
  // ruleid: typescript-weak-cryptography-constant-iv
  const fixed = crypto.createCipheriv("aes-256-cbc", key, Buffer.alloc(16));
  // ruleid: typescript-weak-cryptography-key-size
  const pair = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  const bits = 1024;
  // ruleid: typescript-weak-cryptography-key-size-name
  const named = crypto.generateKeyPairSync("rsa", { modulusLength: bits });
  // ruleid: typescript-weak-cryptography-signature
  const signed = crypto.createSign("RSA-SHA1").update(text);
  // ruleid: typescript-weak-cryptography-digest
  const stored = createHash("sha1").update(apiToken).digest("hex");
  // ruleid: typescript-weak-cryptography-version
  const agent = new https.Agent({ minVersion: "TLSv1.2" });
  // ruleid: typescript-weak-cryptography-protocol
  const older = new https.Agent({ secureProtocol: "TLSv1_method" });
  // ok: typescript-weak-cryptography-cipher
  const good = crypto.createCipheriv("aes-256-gcm", key, crypto.randomBytes(12));
  // ok: typescript-weak-cryptography-digest
  const etag = createHash("md5").update(file).digest("hex");
  // ok: typescript-weak-cryptography-key-size
  const keys = crypto.generateKeyPairSync("rsa", { modulusLength: 3072 });
  // ok: typescript-weak-cryptography-protocol
  const modern = new https.Agent({ minVersion: "TLSv1.2" });
  return { old, blocks, derived, fixed, pair, signed, stored, agent, good, etag, keys, modern };
}
