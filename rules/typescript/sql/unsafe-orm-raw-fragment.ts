import { Sequelize } from "sequelize";
import { sql } from "drizzle-orm";
import { db, knex, orders, users } from "./database";

export async function find(name: string, city: string, req: any) {
  // ruleid: typescript-unsafe-orm-raw-fragment
  await db.select().from(users).where(sql.raw(`name = '${name}'`));
  // ruleid: typescript-unsafe-orm-raw-fragment
  await knex("users").whereRaw("name = '" + name + "'");
  // ruleid: typescript-unsafe-orm-raw-fragment
  await knex("users").orderByRaw(req.query.sort);
  // ruleid: typescript-unsafe-orm-raw-fragment
  await orders.findAll({ attributes: [Sequelize.literal(`(SELECT count(id) FROM lines WHERE city = '${city}')`)] });
  // ruleid: typescript-unsafe-orm-raw-fragment-builder
  await users.createQueryBuilder("user").where(`user.name = '${name}'`).getMany();
  // ruleid: typescript-unsafe-orm-raw-fragment-builder
  await users.createQueryBuilder("user").andWhere("user.city = '" + city + "'").getMany();

  // ok: typescript-unsafe-orm-raw-fragment
  await db.select().from(users).where(sql`name = ${name}`);
  // ok: typescript-unsafe-orm-raw-fragment
  await knex("users").whereRaw("name = ?", [name]);
  // ok: typescript-unsafe-orm-raw-fragment
  await orders.findAll({ order: [Sequelize.literal("random()")] });
  // ok: typescript-unsafe-orm-raw-fragment-builder
  await users.createQueryBuilder("user").where("user.name = :name", { name }).getMany();
  const alias = "user";
  // ok: typescript-unsafe-orm-raw-fragment-builder
  await users.createQueryBuilder(alias).where(`${alias}.name = :name`, { name }).getMany();
  // ok: typescript-unsafe-orm-raw-fragment-builder
  return knex("users").where("name", `${name}`);
}

export function ago(duration: string) {
  if (!isDuration(duration)) {
    throw new Error("not a duration");
  }
  // ok: typescript-unsafe-orm-raw-fragment
  return Sequelize.literal(`now() - interval '${duration}'`);
}

declare function isDuration(text: string): boolean;
