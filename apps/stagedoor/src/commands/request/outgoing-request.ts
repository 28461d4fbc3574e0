import type { HeaderPairs } from '@stagedoor/rest-auth';
import type { RequestUrl } from './parse-request-url.js';

/** A request that was signed, exactly as it is to be sent. */
export interface OutgoingRequest {
  /** In capitals. */
  readonly method: string;
  readonly url: RequestUrl;
  /** All but Host and Content-Length, in order; each character of a value is one octet. */
  readonly headers: HeaderPairs;
  /** The octets of the body; undefined where there is none. */
  readonly body: Uint8Array | undefined;
  /** The file that the body was read from. */
  readonly bodyFile: string | undefined;
}
