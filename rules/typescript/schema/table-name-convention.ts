import { Entity } from "typeorm";
import { pgTable, uuid } from "drizzle-orm/pg-core";

// ruleid: typescript-table-name-convention
@Entity("Invoice")
export class Invoice {}

// ruleid: typescript-table-name-convention
@Entity({ name: "invoice_lines-old" })
export class Line {}

// ok: typescript-table-name-convention
@Entity("invoice_lines")
export class NewLine {}

// ruleid: typescript-table-name-convention
export const payment = pgTable("payment", { id: uuid("id") });
// ok: typescript-table-name-convention
export const refunds = pgTable("refunds", { id: uuid("id") });
// ok: typescript-table-name-convention
export const news = pgTable("news", { id: uuid("id") });
