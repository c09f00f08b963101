export function price(net: number) {
  // ruleid: generic-fix-later-comment
  // TODO: read the rate from the settings
  const rate = 0.2;
  // ruleid: generic-fix-later-comment
  return net * (1 + rate); // FIXME rounding
}

// ruleid: generic-fix-later-comment
/* HACK until the new ledger is there */
export const LEDGER = "old";

// ok: generic-fix-later-comment
// TODO(SHOP-123): drop the old ledger
export const TODO = "todo";
// ok: generic-fix-later-comment
// The TODO list of a user is a list of tasks.
export const tasks = ["TODO", "DONE"];
// ok: generic-fix-later-comment
// FIXME see https://tracker.example.com/issues/12
export const done = "https://example.com/TODO";
