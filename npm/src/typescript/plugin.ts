// A plug-in of TypeScript's language service: the editor's types, errors and completions are those of one target.

import { dirname, resolve } from 'node:path';

import type ts from 'typescript-6';

import type { Symbols } from '../types.js';
import { findProject, ProjectError } from '../project.js';
import { AllTargets } from './all_targets.js';
import { RawFiles, RawService } from './hosts.js';
import { guarded } from './service.js';
import type { View } from '../view.js';
import { MaskedSnapshot, TargetView } from './target_view.js';

/** What `plugins` of a tsconfig.json and the command `configurePlugin` say. */
interface Configuration {
  /** That of the environment's `IFTRUE_TARGET` if absent; null: none, so that TypeScript reads files as they stand. */
  readonly target?: string | null;
  /** The project file, or a folder in or above which it is; that of the tsconfig.json if absent. */
  readonly project?: string;
  readonly symbols?: Symbols;
}

/** What tsserver's own type does not name. */
interface DirtyProject {
  markAsDirty?(): void;
}

/** tsserver makes a plug-in anew each time it reads the tsconfig.json of a project again. */
const plugins = new WeakMap<ts.server.Project, Plugin>();

class Plugin {
  readonly service: ts.LanguageService;
  /** The iftrue.toml that was read last. */
  projectFile: string | undefined;
  readonly #typescript: typeof ts;
  readonly #info: ts.server.PluginCreateInfo;
  #configuration: Configuration;
  #target: TargetView | undefined;
  #fault: string | undefined;
  #watcher: ts.FileWatcher | undefined;

  constructor(typescript: typeof ts, info: ts.server.PluginCreateInfo) {
    this.#typescript = typescript;
    this.#info = info;
    this.#configuration = configurationOf(info);
    const files = new RawFiles(typescript, info.project, info.serverHost);
    const viewOf = this.#changeHost();
    this.#load();
    this.service = guarded({
      typescript,
      inner: info.languageService,
      raw: new RawService(files),
      all: new AllTargets(files),
      target: () => this.#target,
      fault: () => this.#fault,
      viewOf,
      sourceOf: (file) => info.languageService.getProgram()?.getSourceFile(file),
    });
    const { dispose } = this.service;
    this.service.dispose = () => {
      this.#watcher?.close();
      dispose();
    };
  }

  /** While the project is read again. */
  restart(info: ts.server.PluginCreateInfo): void {
    this.#configuration = configurationOf(info);
    this.#load();
  }

  /** At any other time. */
  configure(configuration: Configuration): void {
    this.#configuration = { ...this.#configuration, ...configuration };
    const { key } = this.#target ?? {};
    const fault = this.#fault;
    this.#load();
    if (this.#target?.key !== key || this.#fault !== fault) this.#update();
  }

  #load(): void {
    const { target = process.env['IFTRUE_TARGET'], project, symbols } = this.#configuration;
    this.#fault = undefined;
    this.#target = undefined;
    if (target === undefined || target === null) return this.#log('no target is named');
    const { project: owner } = this.#info;
    const isConfigured = owner.projectKind === this.#typescript.server.ProjectKind.Configured;
    const folder = isConfigured ? dirname(owner.getProjectName()) : owner.getCurrentDirectory();
    try {
      const file = findProject(resolve(folder, project ?? '.'));
      this.#watch(file);
      this.#target = new TargetView({ target, project: file, ...(symbols && { symbols }) });
      this.#log(`target ${target} of ${file}`);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // A plug-in for all projects of an editor is no fault of those that have no iftrue.toml.
      if (!(error instanceof ProjectError)) this.#fault = error.message;
      this.#log(error.message);
    }
  }

  #watch(file: string): void {
    if (file === this.projectFile) return;
    this.projectFile = file;
    this.#watcher?.close();
    this.#watcher = this.#info.serverHost.watchFile(file, () => {
      this.#load();
      this.#update();
    });
  }

  #update(): void {
    const { project } = this.#info;
    (project as DirtyProject).markAsDirty?.();
    project.updateGraph();
    project.refreshDiagnostics();
  }

  #log(message: string): void {
    this.#info.project.projectService.logger.info(`iftrue: ${this.#info.project.getProjectName()}: ${message}`);
  }

  /** Makes the project, as TypeScript reads it, one of masked texts. */
  #changeHost(): (file: string) => View | undefined {
    const host = this.#info.languageServiceHost;
    const getScriptSnapshot = host.getScriptSnapshot.bind(host);
    const getScriptVersion = host.getScriptVersion.bind(host);
    const getProjectVersion = host.getProjectVersion?.bind(host);
    host.getScriptSnapshot = (file) => {
      const raw = getScriptSnapshot(file);
      return (raw && this.#target?.snapshotOf(file, raw)) ?? raw;
    };
    // It is undefined for a file that is not there, other than its type says.
    host.getScriptVersion = (file) => {
      const raw = getScriptVersion(file);
      return (raw && this.#target?.versionOf(file, raw)) ?? raw;
    };
    if (getProjectVersion !== undefined) {
      host.getProjectVersion = () => `${getProjectVersion()} ${this.#target?.key ?? ''}`;
    }
    return (file) => {
      const snapshot = host.getScriptSnapshot(file);
      return snapshot instanceof MaskedSnapshot ? snapshot.view : undefined;
    };
  }
}

/** What an editor has said with `configurePlugin` stands in the place of what the tsconfig.json says: here beside it. */
function configurationOf({ project, config }: ts.server.PluginCreateInfo): Configuration {
  const entries = project.getCompilationSettings().plugins as readonly ts.PluginImport[] | undefined;
  return { ...entries?.find(({ name }) => name === 'iftrue/typescript'), ...(config as Configuration) };
}

/** What tsserver calls for each project. */
export function init({ typescript }: { typescript: typeof ts }): ts.server.PluginModule {
  let own: Plugin | undefined;
  return {
    create(info) {
      own = plugins.get(info.project);
      if (own !== undefined) {
        own.restart(info);
        return info.languageService;
      }
      own = new Plugin(typescript, info);
      plugins.set(info.project, own);
      return own.service;
    },
    getExternalFiles(project) {
      const file = plugins.get(project)?.projectFile;
      return file === undefined ? [] : [file];
    },
    // For the project of this module: tsserver calls init() for each.
    onConfigurationChanged(configuration) {
      own?.configure(configuration as Configuration);
    },
  };
}
