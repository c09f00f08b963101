import { db, pool, sequelize, users } from "./database";

export async function find(name: string, id: string) {
  // ruleid: typescript-quoted-sql-placeholder
  await pool.query("SELECT id FROM users WHERE name = '$1'", [name]);
  // ruleid: typescript-quoted-sql-placeholder
  await pool.query(`SELECT id FROM users WHERE name LIKE '%?%'`, [name]);
  // ruleid: typescript-quoted-sql-placeholder
  await sequelize.query("SELECT id FROM users WHERE name = ':name'", { replacements: { name } });
  // ruleid: typescript-quoted-sql-placeholder
  await users.createQueryBuilder("user").where("user.name = ':name'", { name }).getMany();
  // ruleid: typescript-quoted-sql-placeholder
  db.prepare("SELECT id FROM users WHERE name = '?'").get(name);

  // ok: typescript-quoted-sql-placeholder
  await pool.query("SELECT id FROM users WHERE name = $1 AND kind = 'admin'", [name]);
  // ok: typescript-quoted-sql-placeholder
  await pool.query("SELECT id FROM users WHERE name LIKE $1", [`%${name}%`]);
  // ok: typescript-quoted-sql-placeholder
  await pool.query("SELECT id FROM messages WHERE text = '?'");
  // ok: typescript-quoted-sql-placeholder
  await pool.query("SELECT to_char(created_at, 'HH24:MI') FROM users WHERE id = $1", [id]);
}
