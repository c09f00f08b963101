/** The bundle that is packaged, activated with a stand-in for `vscode` and real server processes. */
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { setTimeout } = require("node:timers/promises");
const { afterEach, beforeEach, test } = require("node:test");
const manifest = require("../package.json");
const { openWindow } = require("./vscode");

const PATH = process.env.PATH;
let home, folder, open;

beforeEach(() => {
  home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "backend-lint-")));
  folder = path.join(home, "shop");
  fs.mkdirSync(folder);
  process.env.PATH = path.join(home, "nothing");
});

afterEach(async () => {
  await open?.close();
  open = undefined;
  process.env.PATH = PATH;
  fs.rmSync(home, { recursive: true });
});

/** A program `backend-lint` in a directory below `home`, and the starts that it has seen. */
function program(directory, script = fs.readFileSync(path.join(__dirname, "fake-server.js"), "utf8")) {
  const where = path.join(home, directory);
  fs.mkdirSync(where, { recursive: true });
  const command = path.join(where, "backend-lint");
  fs.writeFileSync(command, `#!${process.execPath}\n${script}`, { mode: 0o755 });
  const record = path.join(where, "starts.jsonl");
  return { command, where, starts: () => (fs.existsSync(record) ? fs.readFileSync(record, "utf8").trim().split("\n").map(JSON.parse) : []) };
}

async function activate(options = {}) {
  open = openWindow({ folder, ...options });
  await open.activate();
  return open.seen;
}

test("the program on PATH is started with its arguments and the settings that are set", async () => {
  const { command, where, starts } = program("bin");
  process.env.PATH = where;
  const seen = await activate({ user: { "backend-lint.ignore": ["BKD405"], "backend-lint.strict": true, "backend-lint.configuration": "${workspaceFolder}/lint.toml" } });
  const [start] = starts();
  assert.equal(start.command, command);
  assert.deepEqual(start.args, ["server", "--stdio"]);
  assert.equal(start.cwd, folder);
  assert.deepEqual(start.params.initializationOptions, {
    settings: { run: "onType", ignore: ["BKD405"], strict: true, configuration: path.join(folder, "lint.toml") },
  });
  assert.equal(start.params.workspaceFolders.length, 1);
  assert.deepEqual([seen.errors, seen.status.text, seen.status.severity], [[], "9.9", 0]);
});

test("every setting of the manifest reaches the server, but those that are the extension's own", async () => {
  const { where, starts } = program("bin");
  process.env.PATH = where;
  const settings = Object.keys(manifest.contributes.configuration.properties);
  const own = ["backend-lint.enable", "backend-lint.path", "backend-lint.trace.server"];
  await activate({ user: Object.fromEntries(settings.filter((name) => !own.includes(name)).map((name) => [name, "set"])) });
  const sent = Object.keys(starts()[0].params.initializationOptions.settings).map((name) => `backend-lint.${name}`);
  assert.deepEqual([...sent, ...own].sort(), settings.sort());
});

test("the environment of the chosen interpreter comes before PATH, the setting before both", async () => {
  const [onPath, inEnvironment, byHand] = ["bin", "shop/.venv/bin", "own"].map((directory) => program(directory));
  process.env.PATH = onPath.where;
  await activate({ interpreter: path.join(inEnvironment.where, "python") });
  await open.change({ "backend-lint.path": byHand.command });
  assert.deepEqual([onPath, inEnvironment, byHand].map(({ starts }) => starts().length), [0, 1, 1]);
});

test("another interpreter is another server; the same one announced again is not", async () => {
  const [first, second] = ["one/bin", "two/bin"].map((directory) => program(directory));
  await activate({ interpreter: path.join(first.where, "python") });
  await open.chooseInterpreter(path.join(first.where, "python"));
  assert.equal(first.starts().length, 1);
  await open.chooseInterpreter(path.join(second.where, "python"));
  assert.equal(second.starts().length, 1);
});

for (const [name, prepare] of [
  ["its setting names", (inside) => ({ workspace: { "backend-lint.path": inside } })],
  ["the user's setting leads to", () => ({ user: { "backend-lint.path": "${workspaceFolder}/.venv/bin/backend-lint" } })],
  ["its interpreter lies beside", (inside) => ({ interpreter: path.join(path.dirname(inside), "python") })],
  ["PATH leads to", (inside) => void (process.env.PATH = path.dirname(inside))],
  ["a link on PATH leads to", (inside) => {
    process.env.PATH = path.join(home, "links");
    fs.mkdirSync(process.env.PATH);
    fs.symlinkSync(inside, path.join(process.env.PATH, "backend-lint"));
  }],
]) {
  test(`an untrusted workspace's program that ${name} does not run, and runs once it is trusted`, async () => {
    const inside = program("shop/.venv/bin");
    const seen = await activate({ trusted: false, ...prepare(inside.command) });
    assert.deepEqual(inside.starts(), []);
    assert.equal(seen.errors.length, 1);
    await Promise.all([open.trust(), open.change({ "backend-lint.configuration": null })]); // VS Code announces both
    // A link is recorded beside itself.
    const records = [inside.where, path.join(home, "links")].map((where) => path.join(where, "starts.jsonl"));
    const starts = records.filter((record) => fs.existsSync(record)).map((record) => fs.readFileSync(record, "utf8"));
    assert.equal(starts.join("").trim().split("\n").length, 1);
  });
}

test("an untrusted workspace is served by the user's own program", async () => {
  const { where, starts } = program("bin");
  process.env.PATH = where;
  await activate({ trusted: false, workspace: { "backend-lint.path": path.join(folder, "backend-lint"), "backend-lint.configuration": "x.toml" } });
  assert.deepEqual(starts()[0].params.initializationOptions, { settings: { run: "onType" } });
});

test("a relative entry of PATH is not followed", async () => {
  program("shop");
  process.env.PATH = [".", "", path.relative(process.cwd(), folder)].join(path.delimiter);
  const seen = await activate();
  assert.match(seen.errors[0], /was not found on PATH/);
});

test("a changed setting restarts the server once, the trace level and others' settings do not", async () => {
  const { where, starts } = program("bin");
  process.env.PATH = where;
  await activate();
  await open.change({ "backend-lint.trace.server": "verbose" });
  await open.change({ "editor.fontSize": 12 });
  assert.equal(starts().length, 1);
  await Promise.all([open.change({ "backend-lint.strict": true }), open.change({ "backend-lint.run": "onSave" })]);
  assert.deepEqual(starts().slice(1).map((start) => start.params.initializationOptions.settings), [{ run: "onSave", strict: true }]);
  await open.seen.commands["backend-lint.restart"]();
  assert.equal(starts().length, 3);
});

test("disabled, nothing is started or said; enabled, it is", async () => {
  const { where, starts } = program("bin");
  process.env.PATH = where;
  const seen = await activate({ user: { "backend-lint.enable": false } });
  assert.deepEqual([starts(), seen.errors, seen.status.text], [[], [], "off"]);
  await open.change({ "backend-lint.enable": true });
  assert.equal(starts().length, 1);
});

for (const [name, options, message] of [
  ["nowhere", {}, /not found on PATH.*pip install 'backend-lint\[lsp\]'/],
  ["not in the environment", { interpreter: "/env/bin/python" }, /not found in the environment of \/env\/bin\/python or on PATH.*pip install/],
  ["setting to a missing file", { user: { "backend-lint.path": "/missing/backend-lint" } }, /backend-lint\.path does not name a program: \/missing/],
  ["setting to a folder", { user: { "backend-lint.path": os.tmpdir() } }, /does not name a program/],
  ["setting to a bare name", { user: { "backend-lint.path": "backend-lint" } }, /not an absolute path: backend-lint/],
]) {
  test(`not found, ${name}: one message that says so`, async () => {
    const seen = await activate(options);
    assert.equal(seen.errors.length, 1);
    assert.match(seen.errors[0], message);
    assert.deepEqual([seen.status.text, seen.status.severity], ["not found", 2]);
  });
}

test("a program that is no server: one message, and it is not started again", async () => {
  const { where } = program("bin", `require("node:fs").appendFileSync(__filename + ".runs", "x")`);
  process.env.PATH = where;
  const seen = await activate();
  await setTimeout(500); // for what must not happen
  assert.equal(fs.readFileSync(path.join(where, "backend-lint.runs"), "utf8"), "x");
  assert.deepEqual([seen.errors.length, seen.status.text], [1, "did not start"]);
});

test("a server that crashes later is started again", async () => {
  const { where, starts } = program("bin");
  process.env.PATH = where;
  const seen = await activate();
  process.kill(starts()[0].pid);
  while (starts().length < 2) {
    await setTimeout(20);
  }
  assert.deepEqual(seen.errors, []);
});

test("a server that ends at once: one message with its own last words, and the way to the instructions", async () => {
  const { where } = program("bin", `console.error("backend-lint: the extra lsp is missing"); process.exit(2);`);
  process.env.PATH = where;
  open = openWindow({ folder });
  open.seen.choice = "How to Install";
  await open.activate();
  assert.equal(open.seen.errors.length, 1);
  assert.match(open.seen.errors[0], /did not start: backend-lint: the extra lsp is missing/);
  assert.equal(open.seen.status.text, "did not start");
  assert.deepEqual(open.seen.executed, [["extension.open", "backend-lint.backend-lint"]]);
});
