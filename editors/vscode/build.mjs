/** Bundles the extension into one file, and writes the licences of the packages in it beside it. */
import * as fs from "node:fs";
import { build } from "esbuild";

const { metafile } = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "out/extension.js",
  bundle: true,
  minify: true,
  metafile: true,
  platform: "node",
  target: "node20",
  external: ["vscode"],
});

const packages = Object.keys(metafile.inputs).flatMap((input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
const licences = [...new Set(packages)].sort().map((folder) => {
  const { name, version } = JSON.parse(fs.readFileSync(`${folder}/package.json`, "utf8"));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) {
    throw new Error(`${folder} has no licence to pass on`);
  }
  return `${name} ${version}\n\n${fs.readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
});
fs.writeFileSync("out/licences.txt", licences.join(`\n${"-".repeat(80)}\n\n`));
