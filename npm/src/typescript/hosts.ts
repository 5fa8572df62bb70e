// The files of a tsserver project, for language services beside its own.

import type ts from 'typescript-6';

import type { TargetView } from './target_view.js';

type TypeScript = typeof ts;

/** A project's files as they are in the editor, or else on the disk. */
export class RawFiles {
  readonly #snapshots = new Map<string, { version: string; snapshot: ts.IScriptSnapshot }>();

  constructor(
    readonly typescript: TypeScript,
    readonly project: ts.server.Project,
    readonly serverHost: ts.server.ServerHost,
  ) {}

  /** Does not make the file one of the project's. */
  version(file: string): string {
    const time = () => this.serverHost.getModifiedTime?.(file)?.getTime() ?? 0;
    return this.project.projectService.getScriptInfo(file)?.getLatestVersion() ?? `disk ${time()}`;
  }

  snapshot(file: string): ts.IScriptSnapshot | undefined {
    const info = this.project.projectService.getScriptInfo(file);
    if (info !== undefined) return info.getSnapshot();
    const version = this.version(file);
    const known = this.#snapshots.get(file);
    if (known?.version === version) return known.snapshot;
    const text = this.serverHost.readFile(file);
    if (text === undefined) return undefined;
    const snapshot = this.typescript.ScriptSnapshot.fromString(text);
    this.#snapshots.set(file, { version, snapshot });
    return snapshot;
  }
}

/** A language service that sees the project as a target does. It has trees of its own. */
export function serviceFor(files: RawFiles, target: TargetView): ts.LanguageService {
  const { typescript, project } = files;
  const snapshot = (file: string) => {
    const raw = files.snapshot(file);
    return raw && target.snapshotOf(file, raw);
  };
  return typescript.createLanguageService({
    ...commonHost(project),
    getCompilationSettings: () => project.getCompilationSettings(),
    getProjectReferences: () => project.getProjectReferences(),
    getScriptFileNames: () => project.getScriptFileNames(),
    getScriptVersion: (file) => target.versionOf(file, files.version(file)),
    getScriptSnapshot: snapshot,
  });
}

/** A language service that sees the text of one file as it stands, and no other. */
export class RawService {
  readonly #service: ts.LanguageService;
  #file = '';

  constructor(files: RawFiles) {
    const { typescript, project } = files;
    this.#service = typescript.createLanguageService({
      ...commonHost(project),
      getCompilationSettings: () => ({
        ...project.getCompilationSettings(),
        noLib: true,
        noResolve: true,
        types: [],
      }),
      getScriptFileNames: () => [this.#file],
      getScriptVersion: (file) => files.version(file),
      getScriptSnapshot: (file) => files.snapshot(file),
    });
  }

  of(file: string): ts.LanguageService {
    this.#file = file;
    return this.#service;
  }
}

function commonHost(project: ts.server.Project) {
  return {
    getCurrentDirectory: () => project.getCurrentDirectory(),
    getDefaultLibFileName: () => project.getDefaultLibFileName(),
    useCaseSensitiveFileNames: () => project.useCaseSensitiveFileNames(),
    getNewLine: () => project.getNewLine(),
    getScriptKind: (file: string) => project.getScriptKind(file),
    fileExists: (file: string) => project.fileExists(file),
    readFile: (file: string) => project.readFile(file),
    directoryExists: (folder: string) => project.directoryExists(folder),
    getDirectories: (folder: string) => project.getDirectories(folder),
    readDirectory: (...search: Parameters<ts.server.Project['readDirectory']>) => project.readDirectory(...search),
    ...(project.realpath && { realpath: (path: string) => project.realpath!(path) }),
  };
}
