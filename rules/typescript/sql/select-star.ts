import { db, knex, pool, sql } from "./database";

export async function all(id: string) {
  // ruleid: typescript-select-star
  await pool.query("SELECT * FROM users");
  // ruleid: typescript-select-star
  await pool.query("SELECT u.*, o.total FROM users u JOIN orders o ON o.user_id = u.id");
  await pool.query(
    // ruleid: typescript-select-star
    `SELECT * FROM users WHERE id = ${id}`,
  );
  // ruleid: typescript-select-star
  await db.execute(sql`select * from users where id = ${id}`);
  // ruleid: typescript-select-star
  await pool.query("SELECT o.id, u.* FROM orders o JOIN users u ON u.id = o.user_id");
  // ruleid: typescript-select-star
  await pool.query("INSERT INTO users (name) VALUES ($1) RETURNING *", ["x"]);
  // ruleid: typescript-select-star-builder
  await knex("users").where({ id }).select("*");
  // ruleid: typescript-select-star-builder
  await db.selectFrom("users").where("id", "=", id).selectAll().execute();

  // ok: typescript-select-star
  await pool.query("SELECT COUNT(*) FROM users");
  // ok: typescript-select-star
  await pool.query("SELECT id FROM users u WHERE EXISTS (SELECT * FROM orders o WHERE o.user_id = u.id)");
  // ok: typescript-select-star
  await pool.query("WITH paid AS (SELECT id, total FROM orders WHERE paid) SELECT * FROM paid");
  // ok: typescript-select-star
  await pool.query("SELECT * FROM (SELECT id, name FROM users) named");
  // ok: typescript-select-star
  await pool.query("SELECT * FROM information_schema.tables");
  // ok: typescript-select-star
  await pool.query("SELECT price * quantity FROM lines");
  // ok: typescript-select-star
  console.log("Select * to continue");
  // ok: typescript-select-star-builder
  await knex("users").select("id", "name");
}
