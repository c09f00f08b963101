import { Account, Order, db, prisma, userRepository, users } from "./database";

export async function all(ids: string[], team: string) {
  // ruleid: typescript-unbounded-fetch
  await prisma.user.findMany();
  // ruleid: typescript-unbounded-fetch
  await prisma.user.findMany({ select: { id: true }, orderBy: { name: "asc" } });
  // ruleid: typescript-unbounded-fetch
  await userRepository.find();
  // ruleid: typescript-unbounded-fetch
  await Account.findAll({ attributes: ["id"] });
  // ruleid: typescript-unbounded-fetch
  await Order.find({}).sort({ createdAt: -1 });
  // ruleid: typescript-unbounded-fetch
  await db.select().from(users);

  // ok: typescript-unbounded-fetch
  await prisma.user.findMany({ where: { team } });
  // ok: typescript-unbounded-fetch
  await prisma.user.findMany({ take: 50, orderBy: { name: "asc" } });
  // ok: typescript-unbounded-fetch
  await userRepository.find({ take: 50 });
  // ok: typescript-unbounded-fetch
  await Account.findAll({ attributes: ["id"], limit: 20 });
  // ok: typescript-unbounded-fetch
  await Order.find({ team });
  // ok: typescript-unbounded-fetch
  await Order.find({}).limit(10);
  // ok: typescript-unbounded-fetch
  await db.select().from(users).limit(10);
  // ok: typescript-unbounded-fetch
  return ids.find((id) => id === team);
}
