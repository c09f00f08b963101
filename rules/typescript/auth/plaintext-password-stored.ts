import bcrypt from "bcrypt";
import type { Request, Response } from "express";
import { prisma, users } from "./db";

export async function register(req: Request, res: Response) {
  // ruleid: typescript-plaintext-password-stored
  const first = await prisma.user.create({ data: { email: req.body.email, password: req.body.password } });
  // ruleid: typescript-plaintext-password-stored
  await users.insertOne({ email: req.body.email, password: req.body.password });
  const hashed = await bcrypt.hash(req.body.password, 12);
  // ok: typescript-plaintext-password-stored
  const second = await prisma.user.create({ data: { email: req.body.email, password: hashed } });
  // ok: typescript-plaintext-password-stored
  await users.insertOne({ email: req.body.email, password: await bcrypt.hash(req.body.password, 12) });
  return res.status(201).json({ data: [first, second] });
}

export async function change(req: Request, res: Response) {
  const { id, password } = req.body;
  // ruleid: typescript-plaintext-password-stored-destructured
  await prisma.user.update({ where: { id }, data: { password } });
  // ok: typescript-plaintext-password-stored
  await prisma.user.update({ where: { id }, data: { password: null } });
  return res.sendStatus(204);
}
