import axios from "axios";
import pLimit from "p-limit";
import { chunk } from "./lists";
import { mailer } from "./mailer";

const MIRRORS = ["https://a.example.com", "https://b.example.com"];

export async function notify(urls: string[], addresses: string[]) {
  // ruleid: typescript-unbounded-concurrency
  await Promise.all(urls.map((url) => fetch(url, { signal: AbortSignal.timeout(2000) })));
  // ruleid: typescript-unbounded-concurrency
  await Promise.all(urls.map(async (url) => {
    const answer = await axios.get(url, { timeout: 2000 });
    return answer.data;
  }));
  // ruleid: typescript-unbounded-concurrency
  await Promise.allSettled(addresses.map((to) => mailer.sendMail({ to, subject: "Your order" })));
  const limit = pLimit(5);
  // ok: typescript-unbounded-concurrency
  await Promise.all(urls.map((url) => limit(() => axios.get(url, { timeout: 2000 }))));
  // ok: typescript-unbounded-concurrency
  await Promise.all(MIRRORS.map((url) => fetch(url, { signal: AbortSignal.timeout(2000) })));
  for (const batch of chunk(urls, 10)) {
    // ok: typescript-unbounded-concurrency
    await Promise.all(batch.map((url) => fetch(url, { signal: AbortSignal.timeout(2000) })));
  }
  // ok: typescript-unbounded-concurrency
  return Promise.all(urls.map(async (url) => url.trim()));
}
