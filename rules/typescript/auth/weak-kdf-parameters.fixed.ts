import argon2 from "argon2";
import crypto from "node:crypto";

const ITERATIONS = 1000;

export async function digest(password: string, salt: Buffer) {
  // ruleid: typescript-weak-kdf-parameters-pbkdf2-name
  const weak = crypto.pbkdf2Sync(password, salt, ITERATIONS, 64, "sha512");
  // ruleid: typescript-weak-kdf-parameters-pbkdf2-sha256
  const low = crypto.pbkdf2Sync(password, salt, 600000, 32, "sha256");
  // ruleid: typescript-weak-kdf-parameters-argon2
  const small = await argon2.hash(password, { memoryCost: 19456 });
  // ruleid: typescript-weak-kdf-parameters-pbkdf2
  const few = crypto.pbkdf2Sync(password, salt, 600000, 64, "sha512");
  const iterations = 310_000;
  // ruleid: typescript-weak-kdf-parameters-pbkdf2-sha256-name
  const counted = crypto.pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const memory = 4096;
  // ruleid: typescript-weak-kdf-parameters-argon2-name
  const named = await argon2.hash(password, { memoryCost: memory });
  // ruleid: typescript-weak-kdf-parameters-scrypt
  const quick = crypto.scryptSync(password, salt, 64, { N: 1024 });
  // ok: typescript-weak-kdf-parameters-pbkdf2
  const strong = crypto.pbkdf2Sync(password, salt, 600000, 64, "sha256");
  // ok: typescript-weak-kdf-parameters-argon2
  const good = await argon2.hash(password, { memoryCost: 65536 });
  // ok: typescript-weak-kdf-parameters-scrypt
  const slow = crypto.scryptSync(password, salt, 64, { N: 2 ** 17 });
  return { weak, low, small, quick, strong, good, slow };
}
