import type { StoredFile } from './file.js';

/**
 * What a message says, by its type: any JSON but null. A program adds types of its own by declaring them,
 * `declare module '…' { interface Bodies { readonly CARD: { readonly title: string } } }` with the package's name, and
 * sends them as any other: `client.send(target, { type: 'CARD', body: { title } })`. A type that nobody has declared
 * arrives as it is.
 */
export interface Bodies {
  readonly TEXT: string;
  readonly IMAGE: StoredFile;
  readonly FILE: StoredFile;
}
