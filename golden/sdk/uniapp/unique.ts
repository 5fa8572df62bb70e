import type { Unique } from './contract.js';

/** How many were given. The clients of one program meet here on purpose: it tells their ids apart whatever chance does. */
let count = 0;

export const unique: Unique = () => {
  count += 1;
  return [Date.now().toString(36), count.toString(36), chance()].join('.');
};

const drawn = (number: number): string => number.toString(36);

const ofLanguage = (): string => Array.from({ length: 3 }, () => drawn(Math.floor(Math.random() * 2 ** 32))).join('');

const chance = (): string =>
  typeof crypto === 'undefined' ? ofLanguage() : Array.from(crypto.getRandomValues(new Uint32Array(3)), drawn).join('');


