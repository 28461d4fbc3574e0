import { RouteNotFoundError } from '../errors.js';
import type { OpenRoute, TokenRoute } from './route.js';

/** A route that a request is for. */
export interface FoundRoute {
  readonly kind: 'token';
  readonly route: TokenRoute;
  /** Percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** A route that answers everyone alike. */
export interface FoundOpenRoute {
  readonly kind: 'open';
  readonly route: OpenRoute;
}

interface RouteEntry {
  readonly route: TokenRoute | OpenRoute;
  readonly segments: readonly string[];
}

/** What a proxy may take for the end of a segment or of the address: the two would not see the same address. */
const AMBIGUOUS = /^\.{1,2}$|[/\\\p{Cc}]/u;

const segmentsOf = (path: string): readonly string[] => path.replace(/\/$/, '').slice(1).split('/');

/** The text that a segment stands for; undefined where it is not UTF-8 in percent form, and where it is ambiguous. */
function decodeSegment(segment: string): string | undefined {
  try {
    const text = segment.includes('%') ? decodeURIComponent(segment) : segment;
    return text === '' || AMBIGUOUS.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: [string, string][] = [];
  for (const [i, wanted] of pattern.entries()) {
    const segment = segments[i] ?? '';
    if (!wanted.startsWith(':')) {
      if (wanted !== segment) return undefined;
      continue;
    }
    const value = decodeSegment(segment);
    if (value === undefined) return undefined;
    params.push([wanted.slice(1), value]);
  }
  return Object.fromEntries(params);
}

const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze({});

/** Finds routes by method and path. */
export class RouteFinder {
  readonly #fixed = new Map<string, RouteEntry[]>();
  readonly #named: readonly RouteEntry[];

  constructor(routes: readonly (TokenRoute | OpenRoute)[]) {
    const entries = routes.map((route) => ({ route, segments: segmentsOf(route.path) }));
    this.#named = entries.filter(({ route }) => route.path.includes(':'));
    for (const entry of entries) {
      if (entry.route.path.includes(':')) continue;
      const path = `/${entry.segments.join('/')}`;
      this.#fixed.set(path, [...(this.#fixed.get(path) ?? []), entry]);
    }
  }

  /** By which methods a path can be called; none where there is no route. */
  methodsOf(path: string): readonly string[] {
    return [...new Set(this.#entriesOf(path).map(({ route }) => route.method))];
  }

  /** Throws `route_not_found`. */
  find(method: string, path: string): FoundRoute | FoundOpenRoute {
    const entries = this.#entriesOf(path);
    const found = entries.find(({ route }) => route.method === method);
    if (found === undefined) throw new RouteNotFoundError(this.methodsOf(path));
    const { route, segments } = found;
    if ('answer' in route) return { kind: 'open', route };
    const params = route.path.includes(':') ? matchSegments(segments, segmentsOf(path)) : undefined;
    return { kind: 'token', route, params: params ?? NO_PARAMS };
  }

  #entriesOf(path: string): readonly RouteEntry[] {
    const fixed = this.#fixed.get(path) ?? this.#fixed.get(path.replace(/\/$/, ''));
    if (fixed !== undefined) return fixed;
    const segments = segmentsOf(path);
    return this.#named.filter((entry) => matchSegments(entry.segments, segments) !== undefined);
  }
}
