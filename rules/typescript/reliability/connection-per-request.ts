import express from "express";
import { PrismaClient } from "@prisma/client";
import { MongoClient } from "mongodb";
import { Pool } from "pg";

const app = express();
// ok: typescript-connection-per-request
const pool = new Pool();
let mongo: MongoClient | undefined;

app.get("/orders", async (req, res) => {
  // ruleid: typescript-connection-per-request
  const prisma = new PrismaClient();
  res.json(await prisma.order.findMany({ take: 20 }));
});

app.get("/stock", async (req, res) => {
  // ruleid: typescript-connection-per-request
  const own = new Pool({ max: 1 });
  res.json((await own.query("SELECT sku FROM stock LIMIT 20")).rows);
});

export async function GET() {
  // ruleid: typescript-connection-per-request
  const client = await MongoClient.connect(process.env.MONGO_URL as string);
  return Response.json(await client.db().collection("orders").countDocuments());
}

app.get("/carts", async (req, res) => {
  if (!mongo) {
    // ok: typescript-connection-per-request
    mongo = new MongoClient(process.env.MONGO_URL as string);
  }
  res.json(await mongo.db().collection("carts").countDocuments());
});

// ok: typescript-connection-per-request
export const createPool = () => new Pool();
app.locals.pool = pool;
