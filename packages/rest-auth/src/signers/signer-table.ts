import type { HeaderPairs } from '../request.js';
import type { CustomerCredential, UnsignedRequest } from '../unsigned-request.js';
import { type AgoraTokenCredential, signAgoraToken } from './sign-agora-token.js';
import { signBasic } from './sign-basic.js';
import { signHmac } from './sign-hmac.js';
import { type CustomerKeyCredential, signMessage } from './sign-message.js';
import type { SigningTime } from './signing-time.js';

/** What each scheme signs with. */
export interface SchemeCredentials {
  readonly basic: CustomerCredential;
  readonly 'agora-token': AgoraTokenCredential;
  readonly hmac: CustomerCredential;
  readonly 'message-signature': CustomerCredential | CustomerKeyCredential;
}

/** A scheme that a client can use. */
export type SchemeName = keyof SchemeCredentials;

type Signers = {
  readonly [Name in SchemeName]: (
    request: UnsignedRequest,
    credential: SchemeCredentials[Name],
    time: SigningTime,
  ) => HeaderPairs | Promise<HeaderPairs>;
};

/** Those that send what proves the client, so that whoever reads the request can use it. */
export const REVEALING_SCHEMES: ReadonlySet<SchemeName> = /* @__PURE__ */ new Set<SchemeName>([
  'basic',
  'agora-token',
]);

/** The schemes of clients, each with what writes its headers. */
export const SIGNERS: Signers = {
  basic: (_request, credential) => signBasic(credential),
  'agora-token': (_request, credential) => signAgoraToken(credential),
  hmac: signHmac,
  'message-signature': signMessage,
};
