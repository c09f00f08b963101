import { dataSource, prisma } from "./database";

export async function names(id: string) {
  // ruleid: typescript-raw-sql-instead-of-orm
  await prisma.$queryRaw`SELECT id, name FROM users WHERE id = ${id}`;
  // ruleid: typescript-raw-sql-instead-of-orm
  await prisma.$executeRaw`DELETE FROM sessions WHERE user_id = ${id}`;
  // ruleid: typescript-raw-sql-instead-of-orm
  await dataSource.query("UPDATE users SET name = $1 WHERE id = $2", ["x", id]);

  // ok: typescript-raw-sql-instead-of-orm
  await prisma.$queryRaw`SELECT 1`;
  // ok: typescript-raw-sql-instead-of-orm
  await prisma.$queryRaw`SELECT u.id FROM users u JOIN orders o ON o.user_id = u.id`;
  // ok: typescript-raw-sql-instead-of-orm
  await prisma.$queryRaw`SELECT city, count(id) FROM users GROUP BY city`;
}
