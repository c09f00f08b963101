import axios from "axios";
import { Injectable } from "@nestjs/common";
import { config } from "./config";

export const partner = axios.create({
  baseURL: "https://partner.example.com",
  timeout: 5000,
});

@Injectable()
export class RatesService {
  async latest(url: string) {
    // ruleid: typescript-http-call-without-timeout
    await axios.get(url);
    // ruleid: typescript-http-call-without-timeout
    await axios.post(url, { base: "EUR" }, { headers: { Accept: "application/json" } });
    // ruleid: typescript-http-call-without-timeout
    const client = axios.create({ baseURL: url });
    const options = { headers: { Accept: "application/json" } };
    // ruleid: typescript-http-call-without-timeout
    await axios.get(url, options);
    // ok: typescript-http-call-without-timeout
    await axios.get(url, { headers: { Accept: "application/json" }, timeout: 2000 });
    // ok: typescript-http-call-without-timeout
    await axios.get(url, { ...config.http, params: { base: "EUR" } });
    // ok: typescript-http-call-without-timeout
    await axios.post(url, { base: "EUR" }, config.http);
    // ok: typescript-http-call-without-timeout
    await partner.get("/rates");
    return client;
  }

  async history(url: string) {
    // ruleid: typescript-http-call-without-timeout-fetch
    await fetch(url);
    // ruleid: typescript-http-call-without-timeout-fetch
    const response = await fetch(`https://rates.example.com/${url}`, { method: "POST", headers: { Accept: "application/json" } });
    // ok: typescript-http-call-without-timeout-fetch
    await fetch(url, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(2000) });
    // ok: typescript-http-call-without-timeout-fetch
    await Promise.race([fetch(url), config.deadline()]);
    // ok: typescript-http-call-without-timeout-fetch
    await fetch("/rates.json");
    return response;
  }
}
