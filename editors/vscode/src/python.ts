/** What the Python extension (ms-python.python) knows: the interpreter that the user chose. */
import { type Disposable, type Event, extensions, type Uri, workspace } from "vscode";

/** The part of that extension's public API that is used here. */
interface PythonApi {
  environments: {
    getActiveEnvironmentPath(resource?: Uri): { id: string; path: string };
    resolveEnvironment(environment: { id: string; path: string }): Promise<{ executable: { uri?: Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath: Event<unknown>;
  };
}

async function api(): Promise<PythonApi | undefined> {
  const extension = extensions.getExtension<PythonApi | undefined>("ms-python.python");
  return extension?.activate();
}

/** The interpreter of the first folder of the workspace; undefined without the Python extension or a choice in it. */
export async function activeInterpreter(): Promise<string | undefined> {
  const environments = (await api())?.environments;
  const active = environments?.getActiveEnvironmentPath(workspace.workspaceFolders?.[0]?.uri);
  const resolved = active && (await environments?.resolveEnvironment(active));
  return resolved?.executable.uri?.fsPath;
}

export async function onInterpreterChange(listener: () => void): Promise<Disposable | undefined> {
  return (await api())?.environments.onDidChangeActiveEnvironmentPath(listener);
}
