/** Starts and stops the language server of backend-lint, and says how it stands. */
import {
  commands,
  type ExtensionContext,
  languages,
  LanguageStatusSeverity,
  type LanguageStatusItem,
  type LogOutputChannel,
  window,
  workspace,
} from "vscode";
import { State } from "vscode-languageclient/node";
import { Client } from "./client";
import { type Answer, findServer } from "./find";
import { activeInterpreter, onInterpreterChange } from "./python";
import { readSettings, SECTION } from "./settings";

const SHOW_LOG = `${SECTION}.showLog`;

class Server {
  private client: Client | undefined;
  /** What was last started, or could not be, as text to compare with. */
  private tried = "";
  /** Updates wait for one another here; of several that wait only the last is done. */
  private turn: Promise<void> = Promise.resolve();
  private requests = 0;

  constructor(
    private readonly extension: string,
    private readonly log: LogOutputChannel,
    private readonly status: LanguageStatusItem,
  ) {}

  /** Start what settings and interpreter ask for now; nothing changes when that has been tried already. */
  update(): Promise<void> {
    const request = ++this.requests;
    this.turn = this.turn.then(async () => {
      if (request === this.requests) {
        await this.updateNow();
      }
    });
    return this.turn;
  }

  restart(): Promise<void> {
    this.tried = "";
    return this.update();
  }

  stop(): Promise<void> {
    this.requests++;
    this.turn = this.turn.then(() => this.stopNow());
    return this.turn;
  }

  private async updateNow(): Promise<void> {
    const settings = readSettings();
    const answer = settings.enable ? await this.find(settings.path) : undefined;
    const wanted = JSON.stringify([answer, settings.server]);
    if (wanted === this.tried) {
      return;
    }
    this.tried = wanted;
    await this.stopNow();
    if (answer === undefined) {
      this.show("off", LanguageStatusSeverity.Information);
    } else if ("missing" in answer) {
      this.fail(answer.missing, "not found");
    } else {
      await this.startNow(answer.command, settings.server);
    }
  }

  private async find(setting: string): Promise<Answer> {
    return findServer({
      setting,
      interpreter: setting === "" ? await this.interpreter() : undefined,
      searchPath: process.env["PATH"] ?? "",
      folders: (workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
      trusted: workspace.isTrusted,
    });
  }

  private async interpreter(): Promise<string | undefined> {
    if (!workspace.isTrusted) {
      // To know an interpreter, the Python extension runs it; it may be the workspace's own.
      return undefined;
    }
    try {
      return await activeInterpreter();
    } catch (error) {
      this.log.warn(`The Python extension did not name an interpreter: ${String(error)}`);
      return undefined;
    }
  }

  private async startNow(command: string, settings: Record<string, unknown>): Promise<void> {
    this.log.info(`Starting ${command}`);
    this.show("starting", LanguageStatusSeverity.Information, true);
    const client = new Client(command, settings, this.log);
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        this.show(client.initializeResult?.serverInfo?.version ?? "running", LanguageStatusSeverity.Information);
      } else if (newState === State.Stopped && client === this.client) {
        this.show("stopped", LanguageStatusSeverity.Error);
      }
    });
    try {
      await client.start();
    } catch (error) {
      this.fail(`The server of ${command} did not start: ${(error as Error).message}`, "did not start");
      return;
    }
    this.client = client;
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      // It was asked to end and did not answer in time; the client has then killed it.
      this.log.warn(String(error));
    }
  }

  private show(text: string, severity: LanguageStatusSeverity, busy = false): void {
    Object.assign(this.status, { text, severity, busy });
  }

  /** Not awaited: the message stays until the user is done with it. */
  private fail(message: string, status: string): void {
    this.log.error(message);
    this.show(status, LanguageStatusSeverity.Error);
    const [howTo, showLog] = ["How to Install", "Show Log"];
    void window.showErrorMessage(message, howTo, showLog).then((choice) => {
      if (choice === howTo) {
        return commands.executeCommand("extension.open", this.extension);
      }
      return choice === showLog ? commands.executeCommand(SHOW_LOG) : undefined;
    });
  }
}

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("backend-lint", { log: true });
  const status = languages.createLanguageStatusItem(SECTION, { language: "python" });
  Object.assign(status, { name: "backend-lint", detail: "backend-lint", command: { title: "Show Log", command: SHOW_LOG } });
  const here = new Server(context.extension.id, log, status);
  const update = (): Promise<void> => here.update();
  server = here;
  context.subscriptions.push(
    log,
    status,
    commands.registerCommand(`${SECTION}.restart`, () => here.restart()),
    commands.registerCommand(SHOW_LOG, () => log.show()),
    workspace.onDidGrantWorkspaceTrust(update),
    workspace.onDidChangeWorkspaceFolders(update),
    workspace.onDidChangeConfiguration((change) => (change.affectsConfiguration(SECTION) ? update() : undefined)),
  );
  await update();
  const listening = await onInterpreterChange(update).catch(() => undefined);
  if (listening !== undefined) {
    context.subscriptions.push(listening);
  }
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
