import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { RequestHead } from './request.js';

type HttpVersion = NonNullable<RequestHead['httpVersion']>;

/** The versions as Node writes them. */
const VERSIONS: Readonly<Record<string, HttpVersion>> = {
  '1.0': '1.0',
  '1.1': '1.1',
  '2.0': '2',
  '3.0': '3',
};

type HeaderPair = readonly [name: string, value: string];

/** Node gives names and values in turn. */
function pairUp(rawHeaders: readonly string[]): readonly HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    pairs.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '']);
  }
  return pairs;
}

const isPseudo = ([name]: HeaderPair): boolean => name.startsWith(':');

/**
 * The fields of HTTP/2 as if they were of HTTP/1.1: without pseudo fields, and with `:authority` as Host. Where a Host is
 * there as well and differs, both are kept, so that the verifier refuses the request: RFC 9113, section 8.3.1.
 */
function dropPseudoFields(pairs: readonly HeaderPair[]): readonly HeaderPair[] {
  const fields = pairs.filter((pair) => !isPseudo(pair));
  const hosts = fields.filter(([name]) => name.toLowerCase() === 'host').map(([, host]) => host);
  const authorities = pairs
    .filter(([name, value]) => name === ':authority' && !hosts.includes(value))
    .map(([, value]) => ['Host', value] as const);
  return [...authorities, ...fields];
}

/**
 * The head of a request of `node:http`, `node:https` or `node:http2`, as it arrived: raw target, raw header fields in their
 * order, with duplicates. To be given to `verifyRequestHead`.
 *
 * ```ts
 * const pending = await verifyRequestHead(readNodeHead(request), options);
 * ```
 *
 * Frameworks that change `request.url` keep the first one elsewhere: behind a router of Express, take
 * `{ ...readNodeHead(request), target: request.originalUrl }`.
 */
export function readNodeHead(request: IncomingMessage | Http2ServerRequest): RequestHead {
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  const pairs = pairUp(rawHeaders);
  return {
    method,
    target: url,
    httpVersion: VERSIONS[httpVersion] ?? '1.1',
    headers: pairs.some(isPseudo) ? dropPseudoFields(pairs) : pairs,
  };
}
