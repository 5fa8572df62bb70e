/** A bundler, as the features use it. */
export interface Tool {
  readonly name: string;
  /** The entry, below `src`; 'main.ts' where .vue files cannot be loaded. */
  readonly entry: 'main.ts' | 'vue.ts';
  /** The kinds of files that main.ts has and that it loads, by their words in the app; all if absent. */
  readonly kinds?: readonly string[];
  /** Whether the tool keeps what it has built for the next process. */
  readonly caches: boolean;
  /** One production build. What is wrong becomes `shown`, it does not reject. */
  build(job: Job): Promise<Built>;
  /** Builds again whenever a file changes, until `close`. */
  watch(job: Job, built: (built: Built) => void): Promise<{ close(): Promise<void> }>;
  /** The development server, for a page that runs the app; absent where the tool has none. */
  serve?(job: Job): Promise<{ readonly url: string; close(): Promise<void> }>;
}

export interface Job {
  /** The app's folder. */
  readonly root: string;
  /** Where the output goes, with source maps beside the scripts. */
  readonly out: string;
  /** The options of the adapter. */
  readonly options: object;
  /** Where the tool's persistent cache is; absent: none. */
  readonly cache?: string;
}

export interface Built {
  readonly ok: boolean;
  /** What the tool shows people: its errors and warnings, in its own words. */
  readonly shown: string;
}
