/** The connection to one server process: what it is started with, and why it did not start. */
import { once } from "node:events";
import * as readline from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import type { LogOutputChannel } from "vscode";
import { CloseAction, type ErrorHandler, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

/** The last lines of standard error that are kept, to say why a start failed. */
const KEPT_LINES = 5;
/** Milliseconds that a failed start waits for them. */
const WAIT_FOR_WORDS = 1000;

/** What a process writes to standard error: logged, and the last lines kept. */
class LastWords {
  readonly lines: string[] = [];
  ended: Promise<unknown> = Promise.resolve();

  listen(stream: Readable, log: LogOutputChannel): void {
    const reader = readline.createInterface({ input: stream });
    reader.on("line", (line) => {
      log.info(line);
      this.lines.push(line);
      this.lines.splice(0, this.lines.length - KEPT_LINES);
    });
    this.ended = once(reader, "close");
  }
}

export class Client extends LanguageClient {
  /** Whether it has once started, so that it is worth starting again when it stops. */
  private proven = false;

  constructor(
    command: string,
    settings: Record<string, unknown>,
    log: LogOutputChannel,
    private readonly stderr = new LastWords(),
  ) {
    const options: LanguageClientOptions = {
      documentSelector: [
        { scheme: "file", language: "python" },
        { scheme: "untitled", language: "python" },
        { scheme: "file", pattern: "**/{pyproject.toml,backend-lint.toml,.backend-lint.toml}" },
      ],
      initializationOptions: { settings },
      outputChannel: log,
      traceOutputChannel: log,
      stdioOptions: {
        stdout: () => {},
        stderr: (stream, channel) => stderr.listen(stream, channel),
      },
      errorHandler: {
        error: (...what) => this.afterStart.error(...what),
        closed: () => (this.proven ? this.afterStart.closed() : { action: CloseAction.DoNotRestart, handled: true }),
      },
      initializationFailedHandler: () => false,
    };
    super("backend-lint", "backend-lint", { command, args: ["server", "--stdio"] }, options);
  }

  /** What happens when a server that had started stops: it is started again, up to four times in three minutes. */
  private readonly afterStart: ErrorHandler = this.createDefaultErrorHandler();

  /** Throws an Error whose message is the server's own last words, where it had any. */
  override async start(): Promise<void> {
    try {
      await super.start();
    } catch (error) {
      // The connection may be gone before the words have come.
      await Promise.race([this.stderr.ended, setTimeout(WAIT_FOR_WORDS)]);
      throw new Error(this.stderr.lines.join("\n") || (error instanceof Error ? error.message : String(error)));
    }
    this.proven = true;
  }

  /** Until the server has started, errors are only logged: the caller of `start` shows the one that says what to do. */
  override error(message: string, data?: unknown, showNotification?: boolean | "force"): void {
    super.error(message, data, this.proven ? showNotification : false);
  }
}
