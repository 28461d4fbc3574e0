import type { UrlScheme } from './normalize-authority.js';

/** What components are derived from, besides header fields. */
export interface TargetParts {
  readonly method: string;
  /** Path and query as on the wire. */
  readonly target: string;
  /** In lower case, without the default port. Empty where it is not known. */
  readonly authority: string;
  readonly urlScheme: UrlScheme;
}

function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const at = target.indexOf('?');
  if (at === -1) return { path: target, query: '?' };
  return { path: target.slice(0, at), query: target.slice(at) };
}

function joinUri({ urlScheme, authority, target }: TargetParts): string | undefined {
  return authority === '' ? undefined : `${urlScheme}://${authority}${target}`;
}

const unlessEmpty = (text: string): string | undefined => (text === '' ? undefined : text);

type Derive = (parts: TargetParts) => string | undefined;

/** RFC 9421, section 2.2, without those of responses and those that need parameters. */
const DERIVED: ReadonlyMap<string, Derive> = /* @__PURE__ */ new Map<string, Derive>([
  ['@method', ({ method }) => method],
  ['@authority', ({ authority }) => unlessEmpty(authority)],
  ['@path', ({ target }) => splitTarget(target).path || '/'],
  ['@query', ({ target }) => splitTarget(target).query],
  ['@request-target', ({ target }) => target],
  ['@scheme', ({ urlScheme }) => urlScheme],
  ['@target-uri', joinUri],
]);

/** Whether requests have a derived component of this name. */
export const isDerived = (name: string): boolean => DERIVED.has(name);

/** The value of a derived component; undefined where the request has none. */
export function deriveComponent(name: string, parts: TargetParts): string | undefined {
  return DERIVED.get(name)?.(parts);
}
