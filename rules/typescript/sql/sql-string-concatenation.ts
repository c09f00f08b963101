import { db, models, pool, prisma, sql, sqlite } from "./database";

const TABLE = "orders";
const PAGE = 20;

export async function search(name: string, id: number, limit: string) {
  // ruleid: typescript-sql-string-concatenation
  await pool.query(`SELECT id FROM users WHERE name = '${name}'`);
  const text = `SELECT id FROM users WHERE name = ${name}`;
  // ruleid: typescript-sql-string-concatenation
  await pool.query(text, []);
  // ruleid: typescript-sql-string-concatenation
  await prisma.$queryRawUnsafe(`SELECT id FROM users LIMIT ${limit}`);
  // ruleid: typescript-sql-string-concatenation
  await pool.query("SELECT id FROM users WHERE name = '" + name + "'");
  // ruleid: typescript-sql-string-concatenation
  await pool.query({ text: `UPDATE users SET name = ${name} WHERE id = $1`, values: [id] });

  let query = "SELECT id FROM users WHERE active";
  query += " AND city = '" + name + "'";
  // ruleid: typescript-sql-string-concatenation
  const rows = sqlite.prepare(query).all();

  // ok: typescript-sql-string-concatenation
  await pool.query(`SELECT id FROM users WHERE id = ${id}`);
  // ok: typescript-sql-string-concatenation
  await db.execute(sql`SELECT id FROM users WHERE name = ${name}`);
  // ok: typescript-sql-string-concatenation
  await prisma.$queryRaw`SELECT id FROM users WHERE name = ${name}`;
  // ok: typescript-sql-string-concatenation
  await pool.query(`SELECT id FROM ${TABLE} WHERE total > ${PAGE} LIMIT ${Number(limit)}`);
  // ok: typescript-sql-string-concatenation
  await pool.query("SELECT id FROM users " + "WHERE name = $1", [name]);
  // ok: typescript-sql-string-concatenation
  await pool.query(`SELECT id FROM users WHERE name = ${pool.escape(name)}`);
  return rows;
}

export async function many(ids: string[], found: Map<string, string>) {
  const placeholders = ids.map((_, index) => `$${index + 1}`).join(", ");
  // ok: typescript-sql-string-concatenation
  await pool.query(`SELECT id FROM users WHERE id IN (${placeholders})`, ids);
  // ok: typescript-sql-string-concatenation
  return found.get(`where=${ids[0]}`);
}

export async function named(trigger: string) {
  // ok: typescript-sql-string-concatenation
  await pool.query(`SELECT count(name) FROM sqlite_master WHERE name = '${trigger}'`);
  // ok: typescript-sql-string-concatenation
  await pool.query(sql<UserRow>`SELECT name FROM users WHERE name = ${trigger}`);
  // ok: typescript-sql-string-concatenation
  await pool.query(`SELECT CASE WHEN id = 1 THEN '${SYSTEM_USER.name}' ELSE name END FROM users`);
}

declare const sql: any;
type UserRow = { name: string };
declare const SYSTEM_USER: { name: string };

export function login(req: any, res: any) {
  // ruleid: typescript-sql-string-concatenation
  models.sequelize.query(`SELECT id FROM users WHERE email = '${req.body.email || ""}'`, { plain: true });
}
