// A loader that gives webpack what strip() makes, with its map.

import { strip } from '../../dist/npm/index.mjs';

export default function (text) {
  const { code, map } = strip(text, {
    symbols: { WX: true, WEB: false },
    layout: 'compact',
    filename: this.resourcePath,
    sourceMap: true,
  });
  this.callback(null, code, map);
}
