// What uni-app's own types leave out, and the SDK uses: timers, a console and two methods, which uni-app's platforms have, and of
// browsers what keeps several pages apart. The latter is asked for with `typeof`.

/** What platforms whose API is written like WeChat's share in `sdk-src/platform/`. The build puts `uni` in its place. */
declare const mini: typeof uni;

interface Uni {
  onAppShow(listener: () => void): void;
  offAppShow(listener: () => void): void;
}

declare function setTimeout(callback: () => void, delay: number): number;
declare function clearTimeout(timer: number): void;
declare const console: { warn(line: string): void };

declare const crypto: { getRandomValues(values: Uint32Array): Uint32Array };
declare const localStorage: {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};
declare const navigator: {
  readonly locks: {
    request(name: string, options: { ifAvailable: boolean }, work: (lock: Lock | null) => unknown): Promise<unknown>;
  };
};
interface Lock {
  readonly name: string;
}
declare function addEventListener(type: 'pagehide', listener: (event: { readonly persisted: boolean }) => void): void;
declare function removeEventListener(
  type: 'pagehide',
  listener: (event: { readonly persisted: boolean }) => void,
): void;
