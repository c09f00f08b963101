import { schema } from "./schema";

export async function rates(url: string) {
  // ruleid: typescript-unchecked-http-response
  const first = await (await fetch(url)).json();
  const response = await fetch(url, { method: "POST" });
  // ruleid: typescript-unchecked-http-response
  const second = await response.json();
  // ruleid: typescript-unchecked-http-response
  const third = await fetch(url).then((each) => each.text());
  return [first, second, third];
}

export async function checked(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`rates answered ${response.status}`);
  // ok: typescript-unchecked-http-response
  return schema.parse(await response.json());
}

export async function told(url: string) {
  const response = await fetch(url);
  // ok: typescript-unchecked-http-response
  return { status: response.status, body: await response.text() };
}

export async function slack(url: string) {
  const response = await fetch(url);
  // ok: typescript-unchecked-http-response
  const data = await response.json();
  if (!data.ok) {
    throw new Error(data.error);
  }
  return data;
}

export async function helped(url: string) {
  const response = await fetch(url);
  await assertSuccess(response);
  // ok: typescript-unchecked-http-response
  return response.json();
}

declare function assertSuccess(response: Response): Promise<void>;
