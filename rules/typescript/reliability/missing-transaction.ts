import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export async function transfer(from: string, to: string, amount: number) {
  // ruleid: typescript-missing-transaction
  await prisma.account.update({ where: { id: from }, data: { balance: { decrement: amount } } });
  await prisma.account.update({ where: { id: to }, data: { balance: { increment: amount } } });
}

export async function register(email: string) {
  // ruleid: typescript-missing-transaction
  const user = await prisma.user.create({ data: { email } });
  await prisma.profile.create({ data: { userId: user.id } });
  return user;
}

export async function removeTeam(id: string) {
  // ruleid: typescript-missing-transaction
  await prisma.member.deleteMany({ where: { teamId: id } });
  await prisma.team.delete({ where: { id } });
}

export async function atomic(from: string, to: string, amount: number) {
  await prisma.$transaction(async (tx) => {
    // ok: typescript-missing-transaction
    await tx.account.update({ where: { id: from }, data: { balance: { decrement: amount } } });
    await tx.account.update({ where: { id: to }, data: { balance: { increment: amount } } });
  });
}

export async function rename(id: string, name: string) {
  // ok: typescript-missing-transaction
  await prisma.team.update({ where: { id }, data: { name } });
  await prisma.auditLog.create({ data: { team: id, name } });
}

export async function archive(id: string) {
  // ok: typescript-missing-transaction
  await prisma.team.update({ where: { id }, data: { archived: true } });
  return prisma.team.findUnique({ where: { id } });
}
