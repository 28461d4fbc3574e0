import { isLoopback } from '../../is-loopback.js';
import { PlainHttpError, UsageError } from '../../errors.js';

/** A URL as it is to be called: nothing of it is changed. */
export interface RequestUrl {
  readonly protocol: 'https:' | 'http:';
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** What goes out as Host: with the port where it is not the default one. */
  readonly authority: string;
  /** Path and query as they go out in the request line. */
  readonly target: string;
}

const PARTS =
  /^(?<protocol>https?:)\/\/(?<host>\[[0-9a-f:.]+\]|[^/?#@:\s]+)(?::(?<port>\d{1,5}))?(?<target>[/?][^#]*)?$/i;
/** What a request line can hold: RFC 9112, section 3. */
const TARGET = /^[!-~]*$/;
const DEFAULT_PORTS = { 'https:': 443, 'http:': 80 } as const;

/** Throws `usage` for what is no URL of https or http, or one with a credential or a fragment. */
export function parseRequestUrl(text: string): RequestUrl {
  const groups = PARTS.exec(text)?.groups;
  const { host = '', target = '/' } = groups ?? {};
  if (groups === undefined || !TARGET.test(target)) {
    throw new UsageError(
      'the URL must be of https or http, percent-encoded, without a credential and without a fragment',
    );
  }
  const protocol = groups['protocol']?.toLowerCase() === 'http:' ? 'http:' : 'https:';
  const port = groups['port'] === undefined ? DEFAULT_PORTS[protocol] : Number(groups['port']);
  return {
    protocol,
    host: host.replace(/^\[|\]$/g, ''),
    port,
    authority: port === DEFAULT_PORTS[protocol] ? host : `${host}:${port}`,
    target: target.startsWith('/') ? target : `/${target}`,
  };
}

/** Throws `plain_http_refused` where a credential would go through the network unencrypted. */
export function checkEncryption({ protocol, host }: RequestUrl, mayBePlain: boolean): void {
  if (protocol === 'http:' && !mayBePlain && !isLoopback(host)) throw new PlainHttpError(host);
}
