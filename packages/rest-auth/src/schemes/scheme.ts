import type { CredentialLookup } from '../credential-lookup.js';
import type { Eventually } from '../eventually.js';
import type { AuthorizationValue } from '../headers/authorization.js';
import type { HeaderIndex } from '../headers/header-index.js';
import type { Principal } from '../principal.js';
import type { Profile } from '../profile.js';
import type { ReplayStore } from '../replay/replay-store.js';
import type { HeaderPairs, RequestBody, RequestHead } from '../request.js';

/** What every scheme is given: the request without its body, and the ports. */
export interface SchemeInput {
  readonly head: RequestHead;
  readonly index: HeaderIndex;
  /** The credential in `Authorization`, where it is of this scheme. */
  readonly authorization: AuthorizationValue | undefined;
  readonly lookup: CredentialLookup;
  /** Unix seconds. */
  readonly now: () => number;
  readonly replay: ReplayStore | undefined;
  readonly profile: Profile;
  /** Notes the ID that the request claims, before anything is proven. */
  readonly claim: (id: string) => void;
}

/** A credential that was proven, for as far as the head goes. */
export interface ProvenHead {
  /** Whether `finish` looks at the body at all. */
  readonly needsBody: boolean;
  /** Proves the body, remembers the signature, and says who sent the request. Throws an `AuthError`. */
  readonly finish: (body: RequestBody) => Eventually<Principal>;
}

/** One way to authenticate a request. `basic()`, `hmac()` and their like make them. */
export interface Scheme {
  /** The word of the documents: `basic`, `agora-token`, `hmac`, `message-signature`. */
  readonly name: string;
  /** The scheme in `Authorization`, in lower case; undefined for one that has its own headers. */
  readonly authorizationScheme: string | undefined;
  /** Whether it remembers signatures, unless the profile switches that off. */
  readonly needsReplayStore: boolean;
  /** The `authorizationScheme` of others of which there may not be a credential in the same request. */
  readonly excludes: readonly string[];
  /** Headers, in lower case, that may be in a request once. */
  readonly singleHeaders: readonly string[];
  /** The header fields that a 401 of this scheme carries. */
  readonly challenges: HeaderPairs;
  /** Whether its refusals have the texts of the gateway's `hmac`. */
  readonly hasHmacTexts: boolean;
  /** Whether the request has a credential of this scheme elsewhere than in `Authorization`. */
  isPresent(index: HeaderIndex, profile: Profile): boolean;
  /** Proves the head, at once where the ports answer at once. Throws an `AuthError`. */
  verifyHead(input: SchemeInput): Eventually<ProvenHead>;
}
