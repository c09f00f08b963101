import { mailer, pool, storage } from "./clients";

export function close(id: string, done: (error?: Error) => void) {
  // ruleid: typescript-callback-nesting
  pool.query("SELECT id FROM invoices WHERE id = $1", [id], (err, found) => {
    if (err) return done(err);
    storage.put(found, (err2) => {
      if (err2) return done(err2);
      mailer.send(found, function (err3) {
        done(err3);
      });
    });
  });
}

export function reopen(id: string, done: (error?: Error) => void) {
  // ruleid: typescript-callback-nesting
  storage.get(id, function (err, found) {
    pool.query("UPDATE invoices SET open = true WHERE id = $1", [found], function (error) {
      mailer.send(found, (e) => done(e));
    });
  });
}

export function remove(id: string, done: (error?: Error) => void) {
  // ruleid: typescript-callback-nesting
  storage.get(id, (err, found) => {
    storage.remove(found, (removeErr) => {
      mailer.send(found, (mailErr) => done(mailErr));
    });
  });
}

export function two(id: string, done: (error?: Error) => void) {
  // ok: typescript-callback-nesting
  storage.get(id, (err, found) => {
    mailer.send(found, (mailErr) => done(mailErr));
  });
}

export function mapped(groups: any[]) {
  // ok: typescript-callback-nesting
  return groups.map((group) => group.lines.map((line: any) => line.parts.map((part: any) => part.id)));
}

export async function awaited(id: string) {
  // ok: typescript-callback-nesting
  const found = await storage.get(id);
  await mailer.send(found);
}
