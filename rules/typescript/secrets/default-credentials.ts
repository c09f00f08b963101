import bcrypt from "bcryptjs";
import { Pool } from "pg";
import { users } from "./models";

// ruleid: typescript-default-credentials
export const pool = new Pool({ host: process.env.DB_HOST, user: "postgres", password: "postgres" });
// ok: typescript-default-credentials
export const good = new Pool({ host: process.env.DB_HOST, user: "postgres", password: process.env.PGPASSWORD });

export async function seed() {
  // ruleid: typescript-default-credentials
  await users.create({ username: "admin", password: bcrypt.hashSync("admin", 12) });
  // ruleid: typescript-default-credentials
  await users.create({ password: "changeme", email: "admin@clinic.example" });
  // ok: typescript-default-credentials
  await users.create({ username: "reports", password: process.env.REPORTS_PASSWORD });
}

export function login(username: string, password: string) {
  // ruleid: typescript-default-credentials
  return username === "admin" && password === "admin123";
}

// ok: typescript-default-credentials
export const labels = { username: "Name", password: "Password" };
// ok: typescript-default-credentials
export const columns = { user: "user_id", password: "password_hash" };
