/**
 * Stands in for the module `vscode`, which exists only inside VS Code: records what the extension shows and registers,
 * answers settings as VS Code does, and lets through whatever else the language client asks of it.
 */
"use strict";
const Module = require("node:module");
const path = require("node:path");
const manifest = require("../package.json");

const disposable = () => ({ dispose() {} });

class Emitter {
  listeners = new Set();
  event = (listener, self) => {
    this.listeners.add(listener.bind(self));
    return disposable();
  };
  fire(what) {
    return Promise.all([...this.listeners].map((listener) => listener(what)));
  }
  dispose() {}
}

class Uri {
  constructor(scheme, fsPath) {
    Object.assign(this, { scheme, fsPath, path: fsPath, authority: "", query: "", fragment: "" });
  }
  static file = (file) => new Uri("file", file);
  static parse = (text) => new Uri(text.split(":")[0], decodeURIComponent(text.replace(/^\w+:\/\//, "")));
  toString() {
    return `${this.scheme}://${this.path}`;
  }
}

class CodeActionKind {
  static Empty = new CodeActionKind("");
  static QuickFix = new CodeActionKind("quickfix");
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}

class TabInputText {
  constructor(uri) {
    this.uri = uri;
  }
}

/** Any member that is not there: a class whose objects do nothing, a function that registers nothing. */
function lenient(known) {
  return new Proxy(known, {
    get(target, name) {
      if (!(name in target)) {
        target[name] = /^[A-Z]/.test(String(name)) ? class {} : disposable;
      }
      return target[name];
    },
  });
}

/**
 * One window of VS Code. `user` and `workspace` are settings by their full names; `interpreter` is what the Python
 * extension answers, which is not installed when undefined; `document` is open and shown.
 */
function openWindow({ folder, trusted = true, user = {}, workspace = {}, interpreter, document }) {
  const seen = { errors: [], log: [], status: {}, commands: {}, executed: [], diagnostics: new Map(), choice: undefined };
  const events = { settings: new Emitter(), trust: new Emitter(), interpreter: new Emitter() };
  const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  const state = { trusted, user, workspace, interpreter };

  const setting = (name) => {
    const theirs = state.trusted || !restricted.includes(name) ? state.workspace[name] : undefined;
    return theirs ?? state.user[name] ?? manifest.contributes.configuration.properties[name]?.default;
  };
  const line = (text) => void seen.log.push(text);
  const documents = document === undefined ? [] : [document];
  const tabs = documents.map(({ uri }) => ({ input: new TabInputText(uri) }));
  const python = {
    environments: {
      getActiveEnvironmentPath: () => ({ id: "1", path: state.interpreter }),
      resolveEnvironment: async () => ({ executable: { uri: Uri.file(state.interpreter) } }),
      onDidChangeActiveEnvironmentPath: events.interpreter.event,
    },
  };
  const api = lenient({
    version: "1.91.0",
    Uri,
    EventEmitter: Emitter,
    CancellationTokenSource: class {
      token = { isCancellationRequested: false, onCancellationRequested: disposable };
      cancel() {}
      dispose() {}
    },
    Disposable: class {
      static from = disposable;
      constructor(dispose = () => {}) {
        this.dispose = dispose;
      }
    },
    Position: class {
      constructor(line, character) {
        Object.assign(this, { line, character });
      }
    },
    Range: class {
      constructor(...numbers) {
        this.numbers = numbers;
      }
    },
    Diagnostic: class {
      constructor(range, message, severity) {
        Object.assign(this, { range, message, severity });
      }
    },
    CodeActionKind,
    TabInputText,
    LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
    LogLevel: { Off: 0, Trace: 1 },
    env: { appName: "Visual Studio Code", language: "en" },
    extensions: lenient({
      getExtension: () => (state.interpreter === undefined ? undefined : { activate: async () => python }),
    }),
    commands: lenient({
      registerCommand: (name, run) => {
        seen.commands[name] = run;
        return disposable();
      },
      executeCommand: async (...what) => void seen.executed.push(what),
    }),
    languages: lenient({
      createLanguageStatusItem: () => seen.status,
      createDiagnosticCollection: () => ({ ...disposable(), set: (uri, found) => seen.diagnostics.set(uri.fsPath, found), clear() {} }),
      match: () => 1,
    }),
    window: lenient({
      createOutputChannel: () => ({ ...disposable(), trace: line, debug: line, info: line, warn: line, error: line, append: line, appendLine: line, show: () => line("shown"), onDidChangeLogLevel: disposable, logLevel: 2 }),
      showErrorMessage: async (message) => {
        seen.errors.push(message);
        return seen.choice;
      },
      tabGroups: lenient({ all: [{ tabs, activeTab: tabs[0] }] }),
      activeTextEditor: documents[0] && { document: documents[0] },
      visibleTextEditors: documents.map((shown) => ({ document: shown })),
    }),
    workspace: lenient({
      get isTrusted() {
        return state.trusted;
      },
      workspaceFolders: [{ uri: Uri.file(folder), name: path.basename(folder), index: 0 }],
      textDocuments: documents,
      notebookDocuments: [],
      asRelativePath: (uri) => uri.fsPath,
      createFileSystemWatcher: () => lenient({ dispose() {} }),
      getConfiguration: (section) => ({ get: (name, missing) => setting(`${section}.${name}`) ?? missing }),
      onDidChangeConfiguration: events.settings.event,
      onDidGrantWorkspaceTrust: events.trust.event,
    }),
  });

  const load = Module._load;
  Module._load = function (request, ...rest) {
    return request === "vscode" ? api : load.call(this, request, ...rest);
  };
  const bundle = require.resolve("../out/extension.js");
  delete require.cache[bundle];
  const extension = require(bundle);
  Module._load = load;
  return {
    seen,
    activate: () => extension.activate({ subscriptions: [], extension: { id: "backend-lint.backend-lint" } }),
    close: () => extension.deactivate(),
    /** Settings that the user changes: written, then announced. */
    change: (changed) => {
      Object.assign(state.user, changed);
      const affectsConfiguration = (name) => Object.keys(changed).some((key) => key === name || key.startsWith(`${name}.`));
      return events.settings.fire({ affectsConfiguration });
    },
    trust: () => {
      state.trusted = true;
      return events.trust.fire();
    },
    chooseInterpreter: (chosen) => {
      state.interpreter = chosen;
      return events.interpreter.fire({});
    },
  };
}

/** A document of an editor, as the language client sees it. */
function openDocument(file, text) {
  return { uri: Uri.file(file), fileName: file, languageId: "python", version: 1, lineCount: text.split("\n").length, getText: () => text };
}

module.exports = { openWindow, openDocument };
