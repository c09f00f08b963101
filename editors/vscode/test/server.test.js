/** The bundle with the real server, which the environment variable BACKEND_LINT names. */
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { setTimeout } = require("node:timers/promises");
const { test } = require("node:test");
const { openDocument, openWindow } = require("./vscode");

const command = process.env.BACKEND_LINT;
const PATIENCE = 60_000; // milliseconds; only a failing test waits that long

test("an open document gets its findings, in UTF-16 columns", { skip: command === undefined && "BACKEND_LINT is not set" }, async () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "backend-lint-")));
  const file = path.join(folder, "app.py");
  const text = `import sqlite3\n\n\ndef find(connection: sqlite3.Connection, name: str) -> object:\n    return connection.execute("SELECT '🎫' FROM t WHERE name = '" + name + "'").fetchone()\n`;
  fs.writeFileSync(file, text);
  const window = openWindow({ folder, user: { "backend-lint.path": command }, document: openDocument(file, text) });
  try {
    await window.activate();
    assert.deepEqual(window.seen.errors, []);
    const end = Date.now() + PATIENCE;
    while (!window.seen.diagnostics.get(file)?.length && Date.now() < end) {
      await setTimeout(50);
    }
    const found = window.seen.diagnostics.get(file) ?? [];
    assert.deepEqual(found.map((each) => each.code), ["BKD101"], window.seen.log.join("\n"));
    const column = text.split("\n")[4].indexOf("name +");
    assert.deepEqual(found[0].range.numbers, [4, column, 4, column + "name".length]);
  } finally {
    await window.close();
    fs.rmSync(folder, { recursive: true });
  }
});
