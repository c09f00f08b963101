/**
 * A language server that does nothing but tell the test what it was started with: a line of JSON in the file
 * `starts.jsonl` beside it for each `initialize`.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");

function answer(id, result) {
  const body = JSON.stringify({ jsonrpc: "2.0", id, result });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function receive(message) {
  if (message.method === "initialize") {
    const start = { command: process.argv[1], args: process.argv.slice(2), cwd: process.cwd(), pid: process.pid, params: message.params };
    fs.appendFileSync(path.join(path.dirname(process.argv[1]), "starts.jsonl"), `${JSON.stringify(start)}\n`);
    answer(message.id, { capabilities: {}, serverInfo: { name: "fake", version: "9.9" } });
  } else if (message.method === "exit") {
    process.exit(0);
  } else if (message.id !== undefined) {
    answer(message.id, null);
  }
}

let buffered = Buffer.alloc(0);
process.stdin.on("data", (chunk) => {
  buffered = Buffer.concat([buffered, chunk]);
  for (;;) {
    const head = buffered.indexOf("\r\n\r\n");
    const length = head === -1 ? NaN : Number(/Content-Length: (\d+)/.exec(buffered.toString("latin1", 0, head))[1]);
    if (!(buffered.length >= head + 4 + length)) {
      return;
    }
    receive(JSON.parse(buffered.toString("utf8", head + 4, head + 4 + length)));
    buffered = buffered.subarray(head + 4 + length);
  }
});
