import { PastedRequestUnreadableError } from '../errors.js';
import type { UrlScheme } from '../schemes/message-signature/normalize-authority.js';

/** A URL, of which nothing is changed. */
export interface UrlParts {
  readonly urlScheme: UrlScheme;
  /** User name and password in front of the host, still encoded. */
  readonly credential: string | undefined;
  /** Host and port, as a client sends them in Host. */
  readonly authority: string;
  /** Path and query, as a client sends them in the request line. */
  readonly target: string;
}

const URL_PARTS =
  /^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?:(?<credential>[^/?#]*)@)?(?<authority>[^/?#@]+)(?<target>[^#]*)/i;

/** A name or an address, and perhaps a port: `https:` alone is none. */
const AUTHORITY = /^(?:\[[^\]]+\]|[^:]+)(?::[^:]+)?$/;

const DEFAULT_PORTS: Readonly<Record<UrlScheme, RegExp>> = { http: /:80$/, https: /:443$/ };

const isUrlScheme = (text: string): text is UrlScheme => text === 'http' || text === 'https';

/**
 * Takes a URL apart without a URL parser, which would change it. Clients leave the default port out of Host. `fallback`:
 * the scheme of a URL without one. Throws `pasted_request_unreadable`.
 */
export function parseUrlParts(url: string, fallback: UrlScheme): UrlParts {
  const groups = URL_PARTS.exec(url)?.groups;
  const urlScheme = (groups?.['scheme'] ?? fallback).toLowerCase();
  const authority = groups?.['authority'] ?? '';
  if (!AUTHORITY.test(authority) || !isUrlScheme(urlScheme)) {
    throw new PastedRequestUnreadableError('its URL is not one of http or https');
  }
  const target = groups?.['target'] ?? '';
  return {
    urlScheme,
    credential: groups?.['credential'],
    authority: authority.replace(DEFAULT_PORTS[urlScheme], ''),
    target: target.startsWith('/') ? target : `/${target}`,
  };
}
