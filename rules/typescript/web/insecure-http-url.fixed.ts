import axios from "axios";

export async function rates() {
  // ruleid: typescript-insecure-http-url
  await axios.get("https://api.rates.io/latest");
  // ruleid: typescript-insecure-http-url
  await fetch("https://api.rates.io/latest", { signal: AbortSignal.timeout(2000) });
  // ruleid: typescript-insecure-http-url
  const client = axios.create({ baseURL: "https://partner.shipping.net/v1", timeout: 2000 });
  // ok: typescript-insecure-http-url
  await axios.get("https://api.rates.io/latest");
  // ok: typescript-insecure-http-url
  await axios.get("http://localhost:4000/health");
  // ok: typescript-insecure-http-url
  await axios.get("http://orders:8080/health");
  // ok: typescript-insecure-http-url
  await fetch("http://169.254.169.254/latest/meta-data");
  return client;
}
