import { pool, quoteIdentifier } from "./database";

const TABLES = ["orders", "invoices"];

export async function list(sort: string, req: any, table: string) {
  // ruleid: typescript-sql-dynamic-identifier
  await pool.query(`SELECT id FROM orders ORDER BY ${sort}`);
  // ruleid: typescript-sql-dynamic-identifier
  await pool.query(`SELECT id, total FROM orders WHERE paid ORDER BY ${req.query.sort} LIMIT 10`);
  const text = "SELECT id FROM " + table + " WHERE paid";
  // ruleid: typescript-sql-dynamic-identifier
  const found = await pool.query(text);

  // ok: typescript-sql-dynamic-identifier
  await pool.query(`SELECT id FROM ${quoteIdentifier(table)}`);
  // ok: typescript-sql-dynamic-identifier
  await pool.query(`SELECT id FROM ${ORDERS_TABLE} WHERE paid`);
  for (const each of TABLES) {
    // ok: typescript-sql-dynamic-identifier
    await pool.query(`SELECT id FROM ${each}`);
  }
  // ok: typescript-sql-dynamic-identifier
  await pool.query("SELECT id FROM orders ORDER BY created_at");
  return found;
}

declare const ORDERS_TABLE: string;
