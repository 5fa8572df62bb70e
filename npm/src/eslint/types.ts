// The types of ESLint that the plug-in needs, so that the package has no dependency.

/** Offsets in UTF-16 code units, without a byte order mark. */
export interface Fix {
  range: [start: number, end: number];
  text: string;
}

export interface LintSuggestion {
  desc: string;
  fix: Fix;
  messageId?: string | undefined;
}

/** Lines and columns are from 1, columns in UTF-16 code units. */
export interface LintMessage {
  /** Null for what no rule says. */
  ruleId: string | null;
  severity: 1 | 2;
  message: string;
  line: number;
  column: number;
  endLine?: number | undefined;
  endColumn?: number | undefined;
  messageId?: string | undefined;
  fatal?: true | undefined;
  fix?: Fix | undefined;
  suggestions?: LintSuggestion[] | undefined;
}

export interface EslintProcessor {
  /** By which ESLint's cache knows it. */
  meta?: { name?: string | undefined; version?: string | undefined } | undefined;
  supportsAutofix?: boolean | undefined;
  preprocess?(text: string, filename: string): (string | { text: string; filename: string })[];
  postprocess?(messages: LintMessage[][], filename: string): LintMessage[];
}
