import { audit, cache, mailer, queue } from "./services";

export async function remind(user: { id: string; email: string }, upload: { temporary: string }) {
  // ruleid: typescript-swallowed-exception
  try {
    await mailer.send(user.email, "Please pay");
  } catch (err) {}
  // ruleid: typescript-swallowed-exception
  try {
    await queue.push(user.id);
  } catch {
  }
  // ruleid: typescript-swallowed-exception-promise
  await audit.record(user.id).catch(() => {});
  // ok: typescript-swallowed-exception
  try {
    await cache.warm(user.id);
  } catch {
    // The next request fills it.
  }
  // ok: typescript-swallowed-exception
  try {
    await queue.close();
  } catch {}
  // ok: typescript-swallowed-exception-promise
  await mailer.close().catch(() => {});
  // ok: typescript-swallowed-exception-promise
  await audit.record(upload.temporary).catch((err) => console.error(err));
}
