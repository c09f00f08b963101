import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
import { pgTable, serial, uuid } from "drizzle-orm/pg-core";

@Entity("invoices")
export class Invoice {
  // ruleid: typescript-non-uuid-primary-key
  @PrimaryGeneratedColumn()
  id: number;
}

@Entity("lines")
export class Line {
  // ok: typescript-non-uuid-primary-key
  @PrimaryGeneratedColumn("uuid")
  id: string;
}

export const payments = pgTable("payments", {
  // ruleid: typescript-non-uuid-primary-key
  id: serial("id").primaryKey(),
});

export const refunds = pgTable("refunds", {
  // ok: typescript-non-uuid-primary-key
  id: uuid("id").primaryKey().defaultRandom(),
});

export const columns = {
  // ruleid: typescript-non-uuid-primary-key
  id: { type: "INTEGER", autoIncrement: true, primaryKey: true },
  // ok: typescript-non-uuid-primary-key
  number: { type: "INTEGER", autoIncrement: true },
};
