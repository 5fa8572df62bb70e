// Takes from an engine what came after ES2015: the oldest base libraries run on engines that have nothing of it.
// Source: ECMA-262, 6th edition, chapters 18 to 26 and Annex B. Syntax can't be taken away: the build sees to that.

import vm from 'node:vm';

const typedArray = { own: 'BYTES_PER_ELEMENT', prototype: 'BYTES_PER_ELEMENT' };
const error = { own: '', prototype: 'message name' };

/** What ES2015 has, by global name; each function has `length`, `name` and `prototype`, each prototype `constructor`.
 * @type {Readonly<Record<string, { own?: string, prototype?: string }>>} */
const globals = {
  ...Object.fromEntries(
    'Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape globalThis'
      .split(' ')
      .map((name) => [name, {}]),
  ),
  ...Object.fromEntries(
    'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array'
      .split(' ')
      .map((name) => [name, typedArray]),
  ),
  ...Object.fromEntries(
    'EvalError RangeError ReferenceError SyntaxError TypeError URIError'.split(' ').map((name) => [name, error]),
  ),
  // V8's own two members are harmless: Node's messages are made with them.
  Error: { own: 'captureStackTrace stackTraceLimit', prototype: 'message name toString' },
  Object: {
    own: 'assign create defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyNames getOwnPropertySymbols getPrototypeOf is isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf',
    prototype:
      'hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf __proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__',
  },
  Function: {
    own: '',
    prototype: 'apply bind call toString @@hasInstance length name arguments caller',
  },
  Boolean: { own: '', prototype: 'toString valueOf' },
  Symbol: {
    own: 'for keyFor hasInstance isConcatSpreadable iterator match replace search species split toPrimitive toStringTag unscopables',
    prototype: 'toString valueOf @@toPrimitive @@toStringTag',
  },
  Number: {
    own: 'EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY isFinite isInteger isNaN isSafeInteger parseFloat parseInt',
    prototype: 'toExponential toFixed toLocaleString toPrecision toString valueOf',
  },
  Math: {
    own: 'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atanh atan2 cbrt ceil clz32 cos cosh exp expm1 floor fround hypot imul log log1p log10 log2 max min pow random round sign sin sinh sqrt tan tanh trunc @@toStringTag',
  },
  Date: {
    own: 'now parse UTC',
    prototype:
      'getDate getDay getFullYear getHours getMilliseconds getMinutes getMonth getSeconds getTime getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds getYear setDate setFullYear setHours setMilliseconds setMinutes setMonth setSeconds setTime setUTCDate setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds setYear toDateString toGMTString toISOString toJSON toLocaleDateString toLocaleString toLocaleTimeString toString toTimeString toUTCString valueOf @@toPrimitive',
  },
  String: {
    own: 'fromCharCode fromCodePoint raw',
    prototype:
      'charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf localeCompare match normalize repeat replace search slice split startsWith substr substring toLocaleLowerCase toLocaleUpperCase toLowerCase toString toUpperCase trim valueOf @@iterator length anchor big blink bold fixed fontcolor fontsize italics link small strike sub sup',
  },
  RegExp: {
    own: '@@species',
    prototype:
      'compile exec flags global ignoreCase multiline source sticky test toString unicode @@match @@replace @@search @@split',
  },
  Array: {
    own: 'from isArray of @@species',
    prototype:
      'concat copyWithin entries every fill filter find findIndex forEach indexOf join keys lastIndexOf length map pop push reduce reduceRight reverse shift slice some sort splice toLocaleString toString unshift values @@iterator @@unscopables',
  },
  Map: {
    own: '@@species',
    prototype: 'clear delete entries forEach get has keys set size values @@iterator @@toStringTag',
  },
  Set: {
    own: '@@species',
    prototype: 'add clear delete entries forEach has keys size values @@iterator @@toStringTag',
  },
  WeakMap: { own: '', prototype: 'delete get has set @@toStringTag' },
  WeakSet: { own: '', prototype: 'add delete has @@toStringTag' },
  ArrayBuffer: { own: 'isView @@species', prototype: 'byteLength slice @@toStringTag' },
  DataView: {
    own: '',
    prototype:
      'buffer byteLength byteOffset getFloat32 getFloat64 getInt8 getInt16 getInt32 getUint8 getUint16 getUint32 setFloat32 setFloat64 setInt8 setInt16 setInt32 setUint8 setUint16 setUint32 @@toStringTag',
  },
  JSON: { own: 'parse stringify @@toStringTag' },
  Promise: { own: 'all race reject resolve @@species', prototype: 'catch then @@toStringTag' },
  Proxy: { own: 'revocable' },
  Reflect: {
    own: 'apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has isExtensible ownKeys preventExtensions set setPrototypeOf',
  },
};

/** %TypedArray%, which has no global name. */
const anyTypedArray = {
  own: 'from of @@species',
  prototype:
    'buffer byteLength byteOffset copyWithin entries every fill filter find findIndex forEach indexOf join keys lastIndexOf length map reduce reduceRight reverse set slice some sort subarray toLocaleString toString values @@iterator @@toStringTag',
};

/** Runs inside: deletes every own member that `allowed` does not name. */
const reduce = `(allowed, anyTypedArray) => {
  'use strict';
  const { ownKeys, getPrototypeOf, defineProperty, getOwnPropertyDescriptor, deleteProperty } = Reflect;
  const shown = (key) => (typeof key === 'symbol' ? key.toString().replace(/^Symbol\\(Symbol\\.(.*)\\)$/, '@@$1') : key);
  const keep = (object, names) => {
    for (const key of ownKeys(object)) {
      if (names.indexOf(shown(key)) < 0 && !deleteProperty(object, key)) throw new Error('it stays: ' + shown(key));
    }
  };
  const members = (value, { own = '', prototype = '' }) => {
    if (typeof value !== 'function') return keep(value, own.split(' '));
    keep(value, ['length', 'name', 'prototype', 'arguments', 'caller', ...own.split(' ')]);
    if (value.prototype) keep(value.prototype, ['constructor', ...prototype.split(' ')]);
  };
  // The well-known symbols can't be deleted: another function takes the place of Symbol.
  const Native = Symbol;
  Symbol = function Symbol(description) {
    if (new.target) throw new TypeError('Symbol is not a constructor');
    return Native(description);
  };
  for (const key of allowed.Symbol.own.split(' '))
    defineProperty(Symbol, key, getOwnPropertyDescriptor(Native, key));
  defineProperty(Symbol, 'prototype', { value: Native.prototype, writable: false });
  defineProperty(Symbol.prototype, 'constructor', { value: Symbol });
  members(getPrototypeOf(Int8Array), anyTypedArray);
  keep(getPrototypeOf(getPrototypeOf([].values())), ['@@iterator']);
  for (const name of ownKeys(globalThis)) {
    if (!(name in allowed)) delete globalThis[name];
    else if (Object(globalThis[name]) === globalThis[name] && globalThis[name] !== globalThis)
      members(globalThis[name], allowed[name]);
  }
}`;

/** @param {vm.Context} context just made: what it has besides the language goes, too */
export function reduceToEs2015(context) {
  vm.runInContext(reduce, context)(globals, anyTypedArray);
}
