import type { RequestHead } from '@stagedoor/rest-auth';
import type { PreparedOperation } from './prepared-operation.js';

/** What came of reading a body. */
export type ReceivedBody =
  /** Empty where there is none. */
  | { readonly kind: 'octets'; readonly octets: Uint8Array }
  /** There are more octets than may be; how many came or were announced. */
  | { readonly kind: 'too_large'; readonly byteLength: number }
  /** The sender went away in the middle. */
  | { readonly kind: 'incomplete' };

/** A request for an operation, as it arrived. */
export interface GatewayRequest {
  readonly operation: PreparedOperation;
  /** As it stands on the wire, for the schemes alone. */
  readonly head: RequestHead;
  /** The first value of a header field, its name in lower case. */
  header(name: string): string | undefined;
  /** Each segment decoded once. */
  readonly path: Readonly<Record<string, string>>;
  /** Decoded; a list where a name is there more than once. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** The IP address of the sender, as far as the trusted proxies tell. */
  readonly address: string;
  readonly requestId: string;
  /** Reads the body, no more of it than may be. Call it once, when it is known whose it is. */
  takeBody(maxBytes: number): ReceivedBody | Promise<ReceivedBody>;
}
