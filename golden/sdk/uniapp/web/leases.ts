import type { Locks, Timers } from '../contract.js';

/** Milliseconds that a lease lasts. Browsers let the timers of hidden pages run once a minute. */
const term = 90_000;
/** Milliseconds between two renewals. */
const renewal = 20_000;
/** Milliseconds after which a page sees what another one has written to `localStorage` before. */
const doubt = 200;

/**
 * Locks by items of `localStorage`, for pages that have no Web Locks: those that came over plain HTTP from another machine,
 * and those in browsers before 2022. A page says until when it holds a lock, and says so again in time. One that ends
 * gives its locks back, one that crashes when their time is up.
 */
export class Leases implements Locks {
  /** By name. */
  private readonly held = new Set<string>();
  private timer: number | null = null;
  private readonly giveBack = (event: { readonly persisted: boolean }): void => {
    // A page that the browser keeps may come back to what it holds.
    if (!event.persisted) this.held.forEach((name) => localStorage.removeItem(keyOf(name)));
  };

  /** @param owner text that no other page has */
  constructor(
    private readonly timers: Timers,
    private readonly owner: string,
  ) {}

  async take(name: string): Promise<(() => void) | null> {
    const owner = ownerOf(name);
    if (owner !== null && owner !== this.owner) return null;
    this.sign(name);
    await new Promise<void>((resolve) => this.timers.set(resolve, doubt));
    // Another page may have signed at the same time: the last one has the lease.
    if (ownerOf(name) !== this.owner) return null;
    this.held.add(name);
    this.keep();
    return () => this.release(name);
  }

  private release(name: string): void {
    if (!this.held.delete(name)) return;
    if (ownerOf(name) === this.owner) localStorage.removeItem(keyOf(name));
    if (this.held.size > 0 || this.timer === null) return;
    this.timers.clear(this.timer);
    this.timer = null;
    removeEventListener('pagehide', this.giveBack);
  }

  private keep(): void {
    if (this.timer !== null) return;
    addEventListener('pagehide', this.giveBack);
    const renew = (): void => {
      this.held.forEach((name) => this.sign(name));
      this.timer = this.timers.set(renew, renewal);
    };
    this.timer = this.timers.set(renew, renewal);
  }

  private sign(name: string): void {
    localStorage.setItem(keyOf(name), `${Date.now() + term} ${this.owner}`);
  }
}

const keyOf = (name: string): string => `${name}.lease`;

/** Who holds a lock now; null for nobody. */
function ownerOf(name: string): string | null {
  const [until = '', owner = ''] = (localStorage.getItem(keyOf(name)) ?? '').split(' ');
  const left = Number(until) - Date.now();
  // What lasts longer than a lease can was signed before the clock was set back.
  return left > 0 && left <= term ? owner : null;
}
