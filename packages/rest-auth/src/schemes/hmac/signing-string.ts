import { REQUEST_LINE, REQUEST_TARGET } from './check-coverage.js';

/** What a signing string is made of besides header values. */
export interface SignedLine {
  readonly method: string;
  /** Path and query as on the wire. */
  readonly target: string;
  /** Such as `HTTP/1.1`. */
  readonly version: string;
  /** Stands for the value of Host. */
  readonly host: string;
}

function lineOf(name: string, line: SignedLine, valueOf: (name: string) => string): string {
  const key = name.toLowerCase();
  if (key === REQUEST_LINE) return `${line.method} ${line.target} ${line.version}`;
  if (key === REQUEST_TARGET) return `${name}: ${line.method.toLowerCase()} ${line.target}`;
  return `${name}: ${key === 'host' ? line.host : valueOf(key)}`;
}

/**
 * What the MAC of the scheme is over: one line for each name in the order of the list, joined by LF, none at the end.
 * Each character is one octet. `valueOf` gives the value of a header by its name in lower case.
 */
export function buildSigningString(
  names: readonly string[],
  line: SignedLine,
  valueOf: (name: string) => string,
): string {
  return names.map((name) => lineOf(name, line, valueOf)).join('\n');
}

function writeOctets(text: string, octets: Uint8Array): Uint8Array {
  const room = octets;
  for (let i = 0; i < text.length; i += 1) room[i] = text.charCodeAt(i);
  return room;
}

/** The octets of a text of which each character is one. */
export const toOctets = (text: string): Uint8Array =>
  writeOctets(text, new Uint8Array(text.length));

/** Longer than any usual signing string. */
const SHARED_BYTES = 1024;
const shared = /* @__PURE__ */ new Uint8Array(SHARED_BYTES);
const UTF8 = new TextEncoder();

/**
 * The same, in a place that the next call uses again: to be read before anything is waited for. Engines take longer to
 * make an array of this size than to fill it.
 */
export function toSharedOctets(text: string): Uint8Array {
  if (text.length > SHARED_BYTES) return toOctets(text);
  const octets = shared.subarray(0, text.length);
  const { read, written } = UTF8.encodeInto(text, octets);
  // ASCII, nearly always: one octet for each character, and the quicker way.
  return read === text.length && written === text.length ? octets : writeOctets(text, octets);
}
