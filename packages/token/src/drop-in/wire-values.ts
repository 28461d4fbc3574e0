import { MAX_UINT32 } from '../limits.js';
import { utf8Length } from '../wire/utf8-length.js';
import { NumberRangeError, WrongTypeError } from './errors.js';

const MAX_UINT16 = 0xffff;
const MIN_INT16 = -0x8000;
const MAX_INT16 = 0x7fff;
/** A text of so many units is never too long, whatever it holds. */
const SHORT_TEXT_UNITS = Math.floor(MAX_UINT16 / 3);
/** Half of a surrogate pair without the other half; as UTF-8 it becomes U+FFFD. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
const UTF8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A number as it fits into a field, by the rules of a Buffer of Node: `"60"` is 60, fractions are cut off, and what is no
 * number, `undefined` for one, is 0. Throws a RangeError, and a TypeError for a bigint or a symbol.
 */
function toInteger(value: unknown, min: number, max: number): number {
  if (typeof value === 'bigint') throw new WrongTypeError('a number', value);
  const converted = Number(value);
  if (converted < min || converted > max) throw new NumberRangeError(min, max, converted);
  return Number.isNaN(converted) ? 0 : Math.trunc(converted);
}

/** A count, or the number of a resource or an action. Throws a RangeError, and a TypeError. */
export function toUint16(value: unknown): number {
  return toInteger(value, 0, MAX_UINT16);
}

/** A time or a life in seconds. Throws a RangeError, and a TypeError. */
export function toUint32(value: unknown): number {
  return toInteger(value, 0, MAX_UINT32);
}

/** A role in a room. Throws a RangeError, and a TypeError. */
export function toInt16(value: unknown): number {
  return toInteger(value, MIN_INT16, MAX_INT16);
}

/** Whether `value` is a string or a String object. */
export function isText(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object String]';
}

/** The text of a string, of a String object, or of bytes. */
function readText(value: unknown): string {
  if (isText(value)) return String(value);
  if (value instanceof Uint8Array) return UTF8.decode(value);
  throw new WrongTypeError('a text', value);
}

/**
 * A text as it fits into a field of at most 65535 bytes. Throws a TypeError for what is no text, numbers among it, and
 * a RangeError for one that is too long.
 */
export function toText(value: unknown): string {
  const text = readText(value);
  if (text.length <= SHORT_TEXT_UNITS) return text;
  const length = utf8Length(text.replace(LONE_SURROGATE, '\ufffd'));
  if (length > MAX_UINT16) throw new NumberRangeError(0, MAX_UINT16, length);
  return text;
}

/** A certificate as it goes into the hash. Throws a TypeError for what a hash of Node does not take. */
export function toKeyText(value: unknown): string {
  if (typeof value === 'object' && isText(value)) throw new WrongTypeError('a text', value);
  return readText(value);
}
