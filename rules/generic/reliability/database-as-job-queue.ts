import { pool } from "./pool";

export async function next() {
  // ruleid: generic-database-as-job-queue
  await pool.query("SELECT id FROM jobs WHERE done = false LIMIT 1 FOR UPDATE SKIP LOCKED");
  // ruleid: generic-database-as-job-queue
  await pool.query("SELECT id FROM mails ORDER BY id LIMIT 1 for no key update skip locked");
  // ruleid: generic-database-as-job-queue
  await pool.query("SELECT j.id FROM jobs j JOIN mails m ON m.id = j.mail_id FOR UPDATE OF j SKIP LOCKED");
  // ok: generic-database-as-job-queue
  await pool.query("SELECT id FROM stock WHERE sku = $1 FOR UPDATE", ["a"]);
  // ok: generic-database-as-job-queue
  await pool.query("SELECT id FROM stock WHERE sku = $1 FOR UPDATE NOWAIT", ["a"]);
  // ok: generic-database-as-job-queue
  await pool.query("SELECT id FROM documents WHERE id = ANY($1) FOR UPDATE SKIP LOCKED", [[1, 2]]);
  // ok: generic-database-as-job-queue
  const note = "rows that are locked for an update skip the queue";
  return note;
}
