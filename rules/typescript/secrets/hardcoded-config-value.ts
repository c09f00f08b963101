import axios from "axios";
import { MongoClient } from "mongodb";
import { env } from "./config/env";

const PATH = "/v1/invoices";

export async function send(id: string) {
  // ruleid: typescript-hardcoded-config-value
  await axios.post("https://billing.tickets.internal/v1/invoices", { id });
  // ruleid: typescript-hardcoded-config-value
  const client = new MongoClient("mongodb://mongo.tickets.internal:27017/app");
  // ruleid: typescript-hardcoded-config-value
  const api = axios.create({ baseURL: "http://10.0.4.17:8080" });
  // ok: typescript-hardcoded-config-value
  await axios.post(`${env.BILLING_URL}/v1/invoices`, { id });
  // ok: typescript-hardcoded-config-value
  await axios.get("/v1/invoices");
  // ok: typescript-hardcoded-config-value
  await fetch(PATH);
  // ok: typescript-hardcoded-config-value
  await fetch("https://example.com/invoices");
  return { client, api };
}
