/** The scheme of the URLs that are served. */
export type UrlScheme = 'https' | 'http';

const DEFAULT_PORTS: Readonly<Record<UrlScheme, RegExp>> = { https: /:(443)?$/, http: /:(80)?$/ };

/** The authority in lower case, without the default port: RFC 9421, section 2.2.3. */
export function normalizeAuthority(host: string, urlScheme: UrlScheme): string {
  return host.toLowerCase().replace(DEFAULT_PORTS[urlScheme], '');
}
