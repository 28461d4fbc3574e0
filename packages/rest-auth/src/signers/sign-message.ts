import { hmacSha256 } from '@stagedoor/token/sha256';
import { encodeBase64 } from '../base64.js';
import { InvalidAuthOptionError } from '../errors.js';
import { quoteText } from '../headers/quote-text.js';
import type { HeaderPairs } from '../request.js';
import { toOctets } from '../schemes/hmac/signing-string.js';
import { digestOf } from '../schemes/hmac/verify-digest.js';
import {
  CONTENT_DIGEST,
  REQUEST_COMPONENTS,
} from '../schemes/message-signature/check-components.js';
import { deriveComponent } from '../schemes/message-signature/derive-component.js';
import { formatContentDigest } from '../schemes/message-signature/format-content-digest.js';
import { buildSignatureBase } from '../schemes/message-signature/signature-base.js';
import type { CustomerCredential, UnsignedRequest } from '../unsigned-request.js';
import { type Ed25519PrivateKey, parsePrivateKey } from './parse-private-key.js';
import type { SigningTime } from './signing-time.js';

/** What proves a customer that has registered a public key. */
export interface CustomerKeyCredential {
  readonly customerId: string;
  readonly ed25519PrivateKey: Ed25519PrivateKey;
}

const UTF8 = new TextEncoder();

/** What a string of a structured field can hold: RFC 8941, section 3.3.3. */
const PRINTABLE = /^[ -~]+$/;
const NONCE = /^[ -~]{16,128}$/;

interface MessageSigner {
  readonly algorithm: string;
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

function selectSigner(credential: CustomerCredential | CustomerKeyCredential): MessageSigner {
  if ('customerSecret' in credential) {
    const secret = UTF8.encode(credential.customerSecret);
    return { algorithm: 'hmac-sha256', sign: (message) => hmacSha256(secret, message) };
  }
  const key = parsePrivateKey(credential.ed25519PrivateKey);
  return {
    algorithm: 'ed25519',
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', key, Uint8Array.from(message))),
  };
}

function checkTime({ now, nonce, expiresAt }: SigningTime): void {
  if (nonce === undefined || !NONCE.test(nonce)) {
    throw new InvalidAuthOptionError(
      'nonce must be given: 16 to 128 printable characters that no other request has, such as a UUID',
    );
  }
  if (expiresAt === undefined || (Number.isInteger(expiresAt) && expiresAt > now)) return;
  throw new InvalidAuthOptionError('expiresAt must be whole Unix seconds after now');
}

function writeParameters(
  { now, nonce = '', expiresAt }: SigningTime,
  algorithm: string,
  customerId: string,
): string {
  const end = expiresAt === undefined ? '' : `;expires=${expiresAt}`;
  return `;created=${now}${end};nonce=${quoteText(nonce)};alg="${algorithm}";keyid=${quoteText(customerId)}`;
}

/**
 * Content-Digest, where there is a body, Signature-Input and Signature: HMAC-SHA-256 under a customer secret, or Ed25519
 * under a registered key. Throws `invalid_auth_option`.
 */
export async function signMessage(
  request: UnsignedRequest,
  credential: CustomerCredential | CustomerKeyCredential,
  time: SigningTime,
): Promise<HeaderPairs> {
  const { customerId } = credential;
  checkTime(time);
  if (!PRINTABLE.test(customerId)) {
    throw new InvalidAuthOptionError('the customer ID must be printable ASCII');
  }
  const { authority, body = new Uint8Array() } = request;
  const contentDigest = body.length === 0 ? undefined : formatContentDigest(digestOf(body));
  const names = [...REQUEST_COMPONENTS, ...(contentDigest === undefined ? [] : [CONTENT_DIGEST])];
  const signer = selectSigner(credential);
  const list = names.map((name) => `"${name}"`).join(' ');
  const signatureParams = `(${list})${writeParameters(time, signer.algorithm, customerId)}`;
  // The scheme of the URL is in none of these components.
  const parts = { ...request, authority: authority.toLowerCase(), urlScheme: 'https' } as const;
  const base = buildSignatureBase(names, signatureParams, (name) =>
    name === CONTENT_DIGEST ? contentDigest : deriveComponent(name, parts),
  );
  const octets = encodeBase64(await signer.sign(toOctets(base)));
  return [
    ...(contentDigest === undefined ? [] : [['Content-Digest', contentDigest] as const]),
    ['Signature-Input', `sig1=${signatureParams}`],
    ['Signature', `sig1=:${octets}:`],
  ];
}
