import { sha256 } from '@stagedoor/token/sha256';
import { MAC_ALGORITHMS } from '../../schemes/hmac/mac.js';
import { REQUEST_LINE, REQUEST_TARGET } from '../../schemes/hmac/check-coverage.js';
import type { SignedLine } from '../../schemes/hmac/signing-string.js';

/** What a client may have signed, in parts that can be exchanged one by one. */
export interface SigningDraft {
  /** The names of the lines, as they were written. */
  readonly names: readonly string[];
  readonly line: SignedLine;
  /** How the line of the request is written. */
  readonly writeRequestLine: (line: SignedLine) => string;
  /** How any other line is written. */
  readonly writeField: (name: string, value: string) => string;
  /** The value of a header by its name in lower case. Host is part of `line`. */
  readonly valueOf: (name: string) => string;
  /** Between two lines, and behind the last. */
  readonly lineEnd: string;
  readonly end: string;
  /** The octets of the key, and which of the given secrets they were made of. */
  readonly key: Uint8Array;
  readonly secretIndex: number | undefined;
  /** One of `MAC_NAMES`. */
  readonly mac: string;
}

/** The line of a request as the scheme has it. */
export const writeRequestLine = ({ method, target, version }: SignedLine): string =>
  [method, target, version].filter((part) => part !== '').join(' ');

/** A line of a header as the scheme has it. */
export const writeField = (name: string, value: string): string => `${name}: ${value}`;

function lineOf(name: string, draft: SigningDraft): string {
  const key = name.toLowerCase();
  const { line } = draft;
  if (key === REQUEST_LINE) return draft.writeRequestLine(line);
  if (key === REQUEST_TARGET) return `${name}: ${line.method.toLowerCase()} ${line.target}`;
  return draft.writeField(name, key === 'host' ? line.host : draft.valueOf(key));
}

/** The text that the draft signs. Each character is one octet. */
export function writeDraft(draft: SigningDraft): string {
  return draft.names.map((name) => lineOf(name, draft)).join(draft.lineEnd) + draft.end;
}

/** A draft of nothing, for what is made of a key alone. */
export const EMPTY_DRAFT: SigningDraft = {
  names: [],
  line: { method: '', target: '', version: '', host: '' },
  writeRequestLine,
  writeField,
  valueOf: () => '',
  lineEnd: '\n',
  end: '',
  key: /* @__PURE__ */ new Uint8Array(),
  secretIndex: undefined,
  mac: 'hmac-sha256',
};

type Compute = (key: Uint8Array, message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

const join = (first: Uint8Array, second: Uint8Array): Uint8Array =>
  Uint8Array.from([...first, ...second]);

async function computeHmacSha1(key: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const { subtle } = crypto;
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const imported = await subtle.importKey('raw', Uint8Array.from(key), algorithm, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', imported, Uint8Array.from(message)));
}

const MACS: ReadonlyMap<string, Compute> = /* @__PURE__ */ new Map<string, Compute>([
  ...Array.from(MAC_ALGORITHMS, ([name, algorithm]): [string, Compute] => [
    name,
    (key, message) => algorithm.compute(key, message),
  ]),
  ['hmac-sha1', computeHmacSha1],
  ['sha256 of secret and string', (key, message) => sha256(join(key, message))],
  ['sha256 of string and secret', (key, message) => sha256(join(message, key))],
  ['sha256 of the string', (_, message) => sha256(message)],
]);

/** What can be computed of a draft: the algorithms of the scheme, and what clients take for them. */
export const MAC_NAMES: readonly string[] = /* @__PURE__ */ [...MACS.keys()];

/** The octets of the MAC that the draft names, over other octets where they are given. */
export async function computeDraft(draft: SigningDraft, octets: Uint8Array): Promise<Uint8Array> {
  const compute = MACS.get(draft.mac);
  // An empty key cannot be imported, and for HMAC one of zeros is the same key.
  const isEmptyKey = draft.key.length === 0 && draft.mac.startsWith('hmac');
  const mac = compute?.(isEmptyKey ? new Uint8Array(1) : draft.key, octets) ?? new Uint8Array();
  return mac instanceof Uint8Array ? mac : await mac;
}
