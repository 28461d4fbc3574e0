import { InvalidOriginError } from '../errors.js';

/** From which pages browsers may call: `*`, or origins as `https://app.example`. */
export type AllowedOrigins = '*' | readonly string[];

/** Names in lower case. */
type Headers = Readonly<Record<string, string>>;

const PREFLIGHT_SECONDS = '600';
/** As Fetch writes them: a scheme in small letters, a host, perhaps a port. Not only of the web: `capacitor://localhost`. */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s*]+$/;
const WEB_ORIGIN = /^https?:/;

const EXPOSED = {
  'access-control-expose-headers': 'x-stagedoor-error, x-request-id, retry-after, www-authenticate',
};

/** Browsers compare with what they write themselves: small letters, no port that is the usual one, no slash at the end. */
function checkOrigin(origin: string): void {
  // Pages in sandboxes and files all have it: whoever writes one is allowed then.
  if (origin === 'null') throw new InvalidOriginError(origin, 'stands for every page without one');
  if (!ORIGIN.test(origin)) throw new InvalidOriginError(origin, 'is no origin');
  if (!WEB_ORIGIN.test(origin)) return;
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw new InvalidOriginError(origin, 'is not written as browsers write it');
  }
}

/**
 * Which pages may read answers. Pages send no cookies here, so none are allowed to: credentials come in headers that a page
 * must have been given.
 */
export class CorsRules {
  readonly #of: ReadonlyMap<string, Headers>;
  readonly #ofOthers: Headers;

  /** Throws `invalid_origin`: an origin that can never match is a mistake, and `null` matches strangers. */
  constructor(allowed: AllowedOrigins) {
    const origins = allowed === '*' ? [] : allowed;
    origins.forEach(checkOrigin);
    // Caches must not give one page the answer for another.
    const vary: Headers = origins.length === 0 ? {} : { vary: 'origin' };
    this.#of = new Map(
      origins.map((origin) => [
        origin,
        { 'access-control-allow-origin': origin, ...vary, ...EXPOSED },
      ]),
    );
    this.#ofOthers = allowed === '*' ? { 'access-control-allow-origin': '*', ...EXPOSED } : vary;
  }

  /** What lets the page read the answer, if it is an allowed one. */
  headersFor(origin: string | undefined): Headers {
    return (origin === undefined ? undefined : this.#of.get(origin)) ?? this.#ofOthers;
  }

  /** What lets the page call an address that these methods call, if it is an allowed one. */
  preflightFor(origin: string | undefined, methods: readonly string[]): Headers {
    if (this.headersFor(origin)['access-control-allow-origin'] === undefined) return {};
    return {
      'access-control-allow-methods': methods.join(', '),
      // A star does not stand for Authorization: Fetch standard, "CORS non-wildcard request-header name".
      'access-control-allow-headers':
        'authorization, content-type, x-api-key, x-request-id, traceparent',
      'access-control-max-age': PREFLIGHT_SECONDS,
    };
  }
}
