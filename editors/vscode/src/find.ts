/** Where the program `backend-lint` is, and which places may not be asked. */
import * as fs from "node:fs";
import * as path from "node:path";

export interface Surroundings {
  /** The setting `backend-lint.path`; empty when not set. */
  setting: string;
  /** The Python interpreter of the workspace, when known. */
  interpreter: string | undefined;
  /** The environment variable PATH. */
  searchPath: string;
  /** The folders of the workspace. */
  folders: readonly string[];
  trusted: boolean;
}

/** The absolute path of the program, or the reason why there is none: a sentence for the user. */
export type Answer = { command: string } | { missing: string };

const WINDOWS = process.platform === "win32";
const PROGRAM = WINDOWS ? "backend-lint.exe" : "backend-lint";

/**
 * A setting that does not lead to a program is an error, not a reason to search on. Only absolute paths are ever
 * answered: a bare name would be searched for in the current folder too, which is the workspace.
 */
export function findServer(around: Surroundings): Answer {
  if (around.setting !== "") {
    return fromSetting(around);
  }
  const directories = around.searchPath.split(path.delimiter).filter((directory) => path.isAbsolute(directory));
  if (around.interpreter !== undefined) {
    const beside = path.dirname(around.interpreter);
    // A Windows interpreter that is not in a virtual environment has its programs one folder below.
    directories.unshift(beside, ...(WINDOWS ? [path.join(beside, "Scripts")] : []));
  }
  const programs = directories.map((directory) => path.join(directory, PROGRAM)).filter(isProgram);
  const command = programs.find((program) => mayRun(program, around));
  if (command !== undefined) {
    return { command };
  }
  if (programs.length > 0) {
    return { missing: `backend-lint was found only inside this workspace (${programs[0]}), which is not trusted.` };
  }
  const places = around.interpreter === undefined ? "on PATH" : `in the environment of ${around.interpreter} or on PATH`;
  return { missing: `backend-lint was not found ${places}. Install it with its extra lsp: pip install 'backend-lint[lsp]'` };
}

function fromSetting(around: Surroundings): Answer {
  const command = around.setting;
  if (!path.isAbsolute(command)) {
    return { missing: `The setting backend-lint.path is not an absolute path: ${command}` };
  }
  if (!isProgram(command)) {
    return { missing: `The setting backend-lint.path does not name a program: ${command}` };
  }
  if (!mayRun(command, around)) {
    return { missing: `The setting backend-lint.path leads into this workspace, which is not trusted: ${command}` };
  }
  return { command };
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Links are followed: neither the way to the program nor the program may lie in an untrusted workspace. */
function mayRun(program: string, around: Surroundings): boolean {
  return around.trusted || ![program, fs.realpathSync(program)].some((place) => around.folders.some((folder) => isInside(place, folder)));
}

function isInside(place: string, folder: string): boolean {
  return [folder, real(folder)].some((outer) => {
    const way = path.relative(outer, place);
    return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
  });
}

function real(folder: string): string {
  try {
    return fs.realpathSync(folder);
  } catch {
    return folder;
  }
}
