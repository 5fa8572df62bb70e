/** An uploaded file, as the server names it. */
export interface StoredFile {
  readonly url: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}
