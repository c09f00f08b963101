/** What the user decides: the settings `backend-lint.*`, and which of them the server is told. */
import * as os from "node:os";
import * as path from "node:path";
import { workspace } from "vscode";

export const SECTION = "backend-lint";

/** Settings that the server is told at its start. One that is not set is left to the configuration file. */
const SERVER_SETTINGS = [
  "run",
  "select",
  "extendSelect",
  "ignore",
  "exclude",
  "strict",
  "minSeverity",
  "minConfidence",
  "includeExamples",
  "configuration",
];

export interface Settings {
  enable: boolean;
  /** The program, `~` and `${workspaceFolder}` put in; empty when it is to be searched for. */
  path: string;
  server: Record<string, unknown>;
}

/** The settings as they are now. In an untrusted workspace VS Code itself leaves out what the workspace says about restricted ones. */
export function readSettings(): Settings {
  const values = workspace.getConfiguration(SECTION);
  const server: Record<string, unknown> = {};
  for (const name of SERVER_SETTINGS) {
    const value = values.get<unknown>(name) ?? undefined;
    if (value !== undefined) {
      server[name] = name === "configuration" ? expand(String(value)) : value;
    }
  }
  return { enable: values.get("enable", true), path: expand(values.get("path", "").trim()), server };
}

function expand(written: string): string {
  if (/^~[/\\]/.test(written)) {
    return path.join(os.homedir(), written.slice(2));
  }
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  return folder === undefined ? written : written.replace(/^\$\{workspaceFolder\}/, () => folder);
}
