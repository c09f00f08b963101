import { DataSource } from "typeorm";
import { Invoice, knex, pool, sequelize } from "./database";

// ruleid: typescript-schema-change-outside-migration
export const source = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, synchronize: true });
// ok: typescript-schema-change-outside-migration
export const second = new DataSource({ type: "postgres", url: process.env.DATABASE_URL, synchronize: false });

export async function start() {
  // ruleid: typescript-schema-change-outside-migration
  await sequelize.sync();
  // ruleid: typescript-schema-change-outside-migration
  await Invoice.sync({ alter: true });
  // ok: typescript-schema-change-outside-migration
  await calendar.sync({ from: "monday" });
  // ok: typescript-schema-change-outside-migration
  const memory = new DataSource({ type: "sqlite", database: ":memory:", synchronize: true });

  // ruleid: typescript-schema-change-outside-migration-ddl
  await pool.query("ALTER TABLE invoices ADD COLUMN paid boolean");
  // ruleid: typescript-schema-change-outside-migration-ddl
  await knex.schema.createTable("invoices", (table) => table.uuid("id"));
  // ok: typescript-schema-change-outside-migration-ddl
  await pool.query("ALTER TABLE invoices AUTO_INCREMENT = 1000");
  // ok: typescript-schema-change-outside-migration-ddl
  await pool.query("CREATE TEMP TABLE picked (id uuid)");
  // ok: typescript-schema-change-outside-migration-ddl
  await pool.query("SELECT id FROM invoices WHERE note = 'alter table'");
  return memory;
}

export async function up(knex: any) {
  // ok: typescript-schema-change-outside-migration-ddl
  await knex.schema.createTable("lines", (table: any) => table.uuid("id"));
}

declare const calendar: any;
