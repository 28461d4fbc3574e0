import type { IssuedToken } from '../issue/issued-token.js';
import type { TokenRequest } from '../requests/token-request.js';

/** What a route reads of a request. */
export interface RouteInput {
  /** The named segments of the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The header as it came, several joined by `, `. */
  readonly contentType: string | undefined;
  /** Empty where the route reads none. */
  readonly body: Uint8Array;
}

/** What a caller wants of a route, in the terms of all routes. */
export type RouteWish =
  | {
      readonly kind: 'tokens';
      /** One for each token, at least one; all are granted or none. */
      readonly requests: readonly TokenRequest[];
    }
  | {
      readonly kind: 'renewal';
      /** The token that is to be renewed. */
      readonly token: string;
    };

/** What a caller is told of a refusal. */
export interface RouteRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
}

/** The part of an answer that is the route's own: others add the headers that all answers have. */
export interface RouteAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** One way to ask for tokens: an address, a form of request, a form of answer. Who may have what is decided elsewhere. */
export interface TokenRoute {
  /** For logs and metrics. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Segments, of which `:name` stands for any one. A slash at the end makes no difference. */
  readonly path: string;
  readonly readsBody: boolean;
  /** Throws a `TokenRequestError` or a `TokenInputError` of `@stagedoor/token`. */
  parse(input: RouteInput): RouteWish;
  /** `issued` has one token for each that was wanted, in that order. */
  writeGranted(issued: readonly IssuedToken[]): RouteAnswer;
  writeRefused(refusal: RouteRefusal): RouteAnswer;
}

/** An address that says the same to everyone, and nothing of tokens: nobody is asked who calls. */
export interface OpenRoute {
  readonly name: string;
  readonly method: 'GET';
  /** Has no segments with names. */
  readonly path: string;
  answer(): RouteAnswer;
}
