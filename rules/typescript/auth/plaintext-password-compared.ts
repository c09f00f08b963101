import bcrypt from "bcrypt";
import { db, digest, Member, prisma, User } from "./db";

export async function login(email: string, password: string, form: { password: string; confirm: string }) {
  const user = await User.findOne({ where: { email } });
  // ruleid: typescript-plaintext-password-compared
  if (user.password === password) return user;
  // ruleid: typescript-plaintext-password-compared
  if (form.password !== user.passwordHash) throw new Error("Wrong password");
  // ruleid: typescript-plaintext-password-compared-query
  const member = await Member.findOne({ email, password });
  // ruleid: typescript-plaintext-password-compared-query
  const row = await prisma.user.findFirst({ where: { email, password: form.password } });
  // ruleid: typescript-plaintext-password-compared-sql
  const rows = await db.query("SELECT id FROM users WHERE email = $1 AND password = $2", [email, password]);
  // ok: typescript-plaintext-password-compared
  if (form.password !== form.confirm) throw new Error("The passwords differ");
  // ok: typescript-plaintext-password-compared
  const isDemo = user.password === digest("admin123");
  // ok: typescript-plaintext-password-compared
  if (user.password === null) throw new Error("Use single sign-on");
  // ok: typescript-plaintext-password-compared
  if (await bcrypt.compare(password, user.password)) return user;
  // ok: typescript-plaintext-password-compared-query
  const open = await prisma.link.findMany({ where: { password: null } });
  // ok: typescript-plaintext-password-compared-sql
  const known = await db.query("SELECT id, password FROM users WHERE email = $1", [email]);
  return { member, row, rows, isDemo, open, known };
}
