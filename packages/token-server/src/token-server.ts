import { InvalidTimeError } from '@stagedoor/token';
import type { Caller, CallerAuthenticator } from './callers/caller.js';
import { identifyCaller } from './callers/identify-caller.js';
import { RouteNotFoundError } from './errors.js';
import { buildChallenges, type Challenges } from './http/challenges.js';
import { type AllowedOrigins, CorsRules } from './http/cors.js';
import { type Refusal, refusalOf } from './http/refusal-of.js';
import { requestIdOf } from './http/request-id-of.js';
import type { TokenHttpAnswer } from './http/token-http-answer.js';
import type { TokenHttpRequest } from './http/token-http-request.js';
import { traceparentOf } from './http/traceparent-of.js';
import { deriveUid } from './identity/derive-uid.js';
import type { UidDirectory } from './identity/uid-directory.js';
import { grantTokens, type GrantPorts } from './issue/grant-tokens.js';
import type { IssuedToken } from './issue/issued-token.js';
import { renewToken } from './issue/renew-token.js';
import type { TokenRevocations } from './issue/token-revocations.js';
import { MemoryTokenLimiter } from './limits/memory-token-limiter.js';
import { RequestLimits } from './limits/request-limits.js';
import type { TokenLimiter, TokenLimits } from './limits/token-limits.js';
import { UnprovenLimit } from './limits/unproven-limit.js';
import type { PolicySource } from './policy/policy.js';
import type { TokenProjects } from './projects/token-project.js';
import { type FoundOpenRoute, type FoundRoute, RouteFinder } from './routes/find-route.js';
import type { OpenRoute, RouteAnswer, RouteWish, TokenRoute } from './routes/route.js';
import { writeJsonRefusal } from './routes/write-json-refusal.js';
import type { OutcomeCaller, OutcomeContext, OutcomeToken, TokenOutcome } from './token-outcome.js';

const DEFAULT_MAX_BODY_BYTES = 16_384;
const UNPROVEN_PER_SECOND = 20;
/** The last instant that a token can be issued at; what is later is in milliseconds. */
const LAST_SECOND = 4_294_967_295;

/** What `TokenServer` takes. */
export interface TokenServerOptions {
  readonly projects: TokenProjects;
  /** The ways to prove who calls, in the order in which they are tried. */
  readonly callers: readonly CallerAuthenticator[];
  readonly policy: PolicySource;
  readonly routes: readonly (TokenRoute | OpenRoute)[];
  /** Unix seconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that is never set back, such as `performance.now()`. Default: outcomes say no duration. */
  readonly nowMillis?: (() => number) | undefined;
  /** A salt for each token, 0 to 4294967295. Default: drawn from the secure random source. */
  readonly salt?: (() => number) | undefined;
  /** Default: random UUIDs. */
  readonly newRequestId?: (() => string) | undefined;
  /** Default: computed, which two names can share. */
  readonly uids?: UidDirectory | undefined;
  /** Which tokens cannot be renewed any more. Default: none is revoked. */
  readonly revocations?: TokenRevocations | undefined;
  readonly limits?: TokenLimits | undefined;
  /** Default: counts in memory. */
  readonly limiter?: TokenLimiter | undefined;
  /** From which pages browsers may call. Default: none. */
  readonly allowedOrigins?: AllowedOrigins | undefined;
  /** The largest body that is read. Default 16384. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * Told of every outcome after it is decided and before it is answered, but not of preflights and open routes. What it
   * returns is waited for. A grant that it fails to take is not answered: no token leaves the server that no audit knows of.
   */
  readonly onOutcome?: ((outcome: TokenOutcome) => void | Promise<void>) | undefined;
}

type Headers = TokenHttpAnswer['headers'];

/** What becomes known of a request on its way. */
interface Exchange {
  readonly request: TokenHttpRequest;
  readonly requestId: string;
  /** Of a clock without a date. */
  readonly startedMillis: number | undefined;
  /** Empty where the target is none of this server. */
  readonly path: string;
  readonly query: string;
  route?: TokenRoute;
  caller?: Caller;
}

const COMPUTED_UIDS: UidDirectory = { findUid: (appId, user) => deriveUid(appId, user) };

const NO_BODY = new Uint8Array();

const randomId = (): string => crypto.randomUUID();

/** Targets are read in one form alone, so that a proxy in front cannot read another path in them. RFC 9112, section 3.2.1. */
function splitTarget(target: string): { readonly path: string; readonly query: string } {
  if (!target.startsWith('/')) return { path: '', query: '' };
  const end = target.indexOf('?');
  return end === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, end), query: target.slice(end + 1) };
}

function summarize(issued: IssuedToken): OutcomeToken {
  const { appId, fingerprint, certificateFingerprint, issuedAt, expiresAt, services } = issued;
  return {
    appId,
    fingerprint,
    certificateFingerprint,
    issuedAt,
    expiresAt,
    services: services.map(({ service, channel, user, privileges, rule }) => ({
      service,
      channel,
      user,
      privileges: Object.keys(privileges),
      rule,
    })),
    renewed: issued.renewed,
  };
}

const nameCaller = ({ kind, id, issuer, credential }: Caller): OutcomeCaller => ({
  kind,
  id,
  issuer,
  credential,
});

/** Throws `invalid_time` for a clock of other units: at the start, not at the first request. */
function checkClock(now: () => number): void {
  const time = now();
  if (Number.isInteger(time) && time >= 0 && time <= LAST_SECOND) return;
  throw new InvalidTimeError('now', `got ${time}`);
}

/**
 * A token server: it knows who calls, decides by a policy what the caller gets, and makes the tokens. All routes go
 * through the same steps, in this order: the route, who calls, limits of callers, the body, the project, the policy, the
 * uid, limits of users, the token, the audit. Requests share nothing but limits.
 */
export class TokenServer {
  readonly #options: TokenServerOptions;
  readonly #routes: RouteFinder;
  readonly #cors: CorsRules;
  readonly #unproven: UnprovenLimit;
  readonly #ports: GrantPorts;
  readonly #challenges: Challenges;
  readonly #newRequestId: () => string;
  readonly #maxBodyBytes: number;

  /** Throws `invalid_origin` and `invalid_time`. */
  constructor(options: TokenServerOptions) {
    const { now, limits = {}, limiter = new MemoryTokenLimiter(now) } = options;
    const { projects, policy, salt, uids = COMPUTED_UIDS, revocations } = options;
    const { unprovenPerSecond: limitPerSecond = UNPROVEN_PER_SECOND } = limits;
    checkClock(now);
    this.#options = options;
    this.#routes = new RouteFinder(options.routes);
    this.#cors = new CorsRules(options.allowedOrigins ?? []);
    this.#unproven = new UnprovenLimit({ limiter, limitPerSecond, now });
    this.#challenges = buildChallenges(options.callers);
    this.#newRequestId = options.newRequestId ?? randomId;
    this.#maxBodyBytes = options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
    const requestLimits = new RequestLimits({ limiter, limits, now });
    this.#ports = { projects, policy, salt, uids, now, revocations, limits: requestLimits };
  }

  /** The answer to one request, whatever comes of it. Rejects only where `newRequestId` or `nowMillis` fails. */
  async answer(request: TokenHttpRequest): Promise<TokenHttpAnswer> {
    const exchange: Exchange = {
      request,
      requestId: requestIdOf(request, this.#newRequestId),
      startedMillis: this.#options.nowMillis?.(),
      ...splitTarget(request.target),
    };
    try {
      if (request.method === 'OPTIONS') return this.#answerPreflight(exchange);
      const found = this.#find(exchange);
      return found.kind === 'open'
        ? finish(found.route.answer(), this.#headersOf(exchange))
        : await this.#grant(exchange, found);
    } catch (error) {
      return this.#refuse(exchange, error);
    }
  }

  /** What answers everyone alike can be asked for by HEAD, as balancers do. A token cannot. */
  #find({ request: { method }, path }: Exchange): FoundRoute | FoundOpenRoute {
    if (method !== 'HEAD') return this.#routes.find(method, path);
    const found = this.#routes.find('GET', path);
    if (found.kind === 'open') return found;
    throw new RouteNotFoundError(this.#routes.methodsOf(path));
  }

  #answerPreflight(exchange: Exchange): TokenHttpAnswer {
    const found = this.#routes.methodsOf(exchange.path);
    if (found.length === 0) throw new RouteNotFoundError([]);
    const methods = [...found, 'OPTIONS'];
    const cors = this.#cors.preflightFor(exchange.request.header('origin'), methods);
    const headers = { ...this.#headersOf(exchange), ...cors, allow: methods.join(', ') };
    return { status: 200, headers, body: '' };
  }

  async #grant(exchange: Exchange, { route, params }: FoundRoute): Promise<TokenHttpAnswer> {
    const { request, query } = exchange;
    exchange.route = route;
    const caller = await this.#identify(request);
    exchange.caller = caller;
    await this.#ports.limits.takeCaller(caller, request.clientAddress);
    const body = route.readsBody ? await request.readBody(this.#maxBodyBytes) : NO_BODY;
    const wish = route.parse({
      params,
      query: new URLSearchParams(query),
      contentType: request.header('content-type'),
      body,
    });
    const issued = await this.#issue(caller, wish);
    const answer = route.writeGranted(issued);
    await this.#tellGrant(exchange, answer, issued);
    return finish(answer, this.#headersOf(exchange));
  }

  #identify(request: TokenHttpRequest): Promise<Caller> {
    return this.#unproven.attempt(request.clientAddress, () =>
      identifyCaller(this.#options.callers, request),
    );
  }

  async #issue(caller: Caller, wish: RouteWish): Promise<readonly IssuedToken[]> {
    switch (wish.kind) {
      case 'tokens':
        return grantTokens(this.#ports, caller, wish.requests);
      case 'renewal':
        return [await renewToken(this.#ports, caller, wish)];
    }
  }

  async #tellGrant(
    exchange: Exchange,
    { status }: RouteAnswer,
    issued: readonly IssuedToken[],
  ): Promise<void> {
    const { onOutcome } = this.#options;
    if (onOutcome === undefined) return;
    const tokens = issued.map(summarize);
    await onOutcome({ kind: 'granted', tokens, ...this.#contextOf(exchange, status) });
  }

  async #refuse(exchange: Exchange, error: unknown): Promise<TokenHttpAnswer> {
    const refusal = refusalOf(error, this.#challenges);
    await this.#tellRefusal(exchange, refusal, error);
    const { requestId, route } = exchange;
    const told = { ...refusal, requestId };
    const answer = route === undefined ? writeJsonRefusal(told) : route.writeRefused(told);
    return finish(answer, {
      ...this.#headersOf(exchange),
      ...refusal.headers,
      'x-stagedoor-error': refusal.code,
    });
  }

  async #tellRefusal(exchange: Exchange, refusal: Refusal, cause: unknown): Promise<void> {
    const { status, code, reason } = refusal;
    const context = this.#contextOf(exchange, status);
    try {
      await this.#options.onOutcome?.(
        status >= 500
          ? { kind: 'failed', code, reason, cause, ...context }
          : { kind: 'refused', code, reason, ...context },
      );
    } catch {
      // A log that fails must not keep a refusal from its caller, and there is nobody left to tell.
    }
  }

  #contextOf(exchange: Exchange, status: number): OutcomeContext {
    const { request, requestId, startedMillis, route, caller } = exchange;
    const { nowMillis } = this.#options;
    return {
      requestId,
      status,
      route: route?.name,
      clientAddress: request.clientAddress,
      caller: caller && nameCaller(caller),
      traceparent: traceparentOf(request),
      durationMillis:
        startedMillis === undefined ? undefined : nowMillis && nowMillis() - startedMillis,
    };
  }

  /** What every answer has. */
  #headersOf({ request, requestId }: Exchange): Headers {
    return {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
      ...this.#cors.headersFor(request.header('origin')),
    };
  }
}

function finish({ status, contentType, body }: RouteAnswer, headers: Headers): TokenHttpAnswer {
  // Engines copy to the end of a new object ten times as fast as to its beginning.
  return { status, headers: { 'content-type': contentType, ...headers }, body };
}
