import {
  AlgorithmNotAllowedError,
  AuthorityNotServedError,
  SignatureMismatchError,
} from '../errors.js';
import { announcedLength, announcesBody, checkBodyLength } from '../message/check-message.js';
import type { Principal } from '../principal.js';
import type { Profile } from '../profile.js';
import { rememberSignature } from '../replay/remember-signature.js';
import type { RequestBody } from '../request.js';
import { refuseCustomer } from './customer-refusal.js';
import { parseSignature } from './hmac/parse-signature.js';
import { toOctets } from './hmac/signing-string.js';
import {
  checkComponents,
  CONTENT_DIGEST,
  REQUEST_COMPONENTS,
} from './message-signature/check-components.js';
import { checkTimes } from './message-signature/check-times.js';
import { verifyContentDigest } from './message-signature/verify-content-digest.js';
import {
  findMatchingKey,
  type MatchingKey,
  SIGNATURE_ALGORITHMS,
} from './message-signature/find-matching-key.js';
import { normalizeAuthority, type UrlScheme } from './message-signature/normalize-authority.js';
import {
  parseSignatureFields,
  type SignatureFields,
} from './message-signature/parse-signature-fields.js';
import { buildSignatureBase, readComponentsOf } from './message-signature/signature-base.js';
import type { ProvenHead, Scheme, SchemeInput } from './scheme.js';

const NAME = 'message-signature';

/** Throws `algorithm_not_allowed` for a word that names none of ours, or another than the key is registered for. */
function checkAlgorithm(stated: string | undefined, possible: readonly string[]): void {
  if (stated === undefined || possible.includes(stated)) return;
  throw new AlgorithmNotAllowedError(
    `leave alg out, or write alg="${possible.join('" or alg="')}"`,
  );
}

/** A request that says of itself what is needed to prove it. */
interface SignedRequest {
  readonly input: SchemeInput;
  readonly fields: SignatureFields;
  /** In lower case, without the default port. */
  readonly authority: string;
  /** What the signature is over. */
  readonly base: string;
  readonly signature: Uint8Array;
}

/** Everything that can be refused without a key. */
function readSignedRequest(input: SchemeInput, urlScheme: UrlScheme): SignedRequest {
  const { head, index, profile } = input;
  const fields = parseSignatureFields(index, profile.maxSignedNames);
  input.claim(fields.keyId);
  checkAlgorithm(
    fields.algorithm,
    SIGNATURE_ALGORITHMS.map(({ name }) => name),
  );
  checkComponents(fields.components, announcesBody(index));
  const authority = normalizeAuthority(index.first('host') ?? '', urlScheme);
  const valueOf = readComponentsOf({ ...head, authority, urlScheme }, index);
  const names = fields.components.map(({ name }) => name);
  const base = buildSignatureBase(names, fields.signatureParams, valueOf);
  checkTimes(fields, input.now(), profile.windowSeconds);
  return { input, fields, authority, base, signature: readSignature(fields.signatureText) };
}

/** Throws `signature_encoding` unless the text is the base64 of a signature of one of the algorithms. */
function readSignature(text: string): Uint8Array {
  const lengths = SIGNATURE_ALGORITHMS.map(({ byteLength }) => byteLength);
  const isLength = (byteLength: number): boolean => text.length === Math.ceil(byteLength / 3) * 4;
  return parseSignature(text, lengths.find(isLength) ?? Math.min(...lengths));
}

/** Throws the same for an unknown customer, a disabled one and a wrong signature, as far as the sender can tell. */
async function proveSigner({
  input,
  fields,
  base,
  signature,
}: SignedRequest): Promise<MatchingKey> {
  const keys = (await input.lookup.findCustomer(fields.keyId)) ?? undefined;
  const matching = await findMatchingKey(keys, toOctets(base), signature);
  const refusal = refuseCustomer(keys, matching !== undefined, () => new SignatureMismatchError());
  if (refusal !== undefined || matching === undefined)
    throw refusal ?? new SignatureMismatchError();
  checkAlgorithm(fields.algorithm, [matching.algorithm]);
  return matching;
}

/** Throws `authority_not_served`. */
function checkAuthority(authority: string, urlScheme: UrlScheme, profile: Profile): void {
  const allowed = profile.allowedAuthorities?.map((each) => normalizeAuthority(each, urlScheme));
  if (allowed?.includes(authority) === false) throw new AuthorityNotServedError(authority);
}

/** Throws `coverage_insufficient` and `digest_mismatch`. */
async function proveBody({ input, fields }: SignedRequest, body: RequestBody): Promise<void> {
  checkBodyLength(body.byteLength, input.profile);
  // Also of a body that the head did not announce.
  if (body.byteLength > 0) checkComponents(fields.components, true);
  const given = input.index.all(CONTENT_DIGEST);
  if (given.length > 0) await verifyContentDigest(given.join(', '), body);
}

/**
 * Remembers the nonce, then the signature in its one canonical spelling. Also for methods that may otherwise repeat: two
 * requests of an honest client have two nonces.
 */
async function rememberRequest({ input, fields }: SignedRequest): Promise<void> {
  const profile: Profile =
    input.profile.replay === 'off' ? input.profile : { ...input.profile, replay: 'refuse' };
  const used = {
    method: input.head.method,
    customerId: fields.keyId,
    expiresAt: fields.createdAt + profile.windowSeconds + 1,
  };
  // No base64 has a colon.
  for (const signature of [`nonce:${fields.nonce}`, fields.signatureText]) {
    await rememberSignature({ ...used, signature }, profile, input.replay);
  }
}

async function verifyHead(input: SchemeInput, urlScheme: UrlScheme): Promise<ProvenHead> {
  const request = readSignedRequest(input, urlScheme);
  const { name: signedWith } = await proveSigner(request);
  checkAuthority(request.authority, urlScheme, input.profile);
  checkBodyLength(announcedLength(input.index), input.profile);
  const finish = async (body: RequestBody): Promise<Principal> => {
    await proveBody(request, body);
    // Again, because a body can be held back until the nonce is forgotten.
    checkTimes(request.fields, input.now(), input.profile.windowSeconds);
    await rememberRequest(request);
    return { kind: 'customer', scheme: NAME, customerId: request.fields.keyId, signedWith };
  };
  return { needsBody: true, finish };
}

/** What a client is asked to sign: RFC 9421, section 5.1. */
const WANTED = [...REQUEST_COMPONENTS, CONTENT_DIGEST].map((name) => `"${name}"`).join(' ');

/** What `messageSignature` takes. */
export interface MessageSignatureOptions {
  /** The scheme of the URLs that clients call, which decides on the default port and `@target-uri`. Default `https`. */
  readonly urlScheme?: UrlScheme | undefined;
}

/**
 * A signature of method, URL and body in Signature-Input and Signature, RFC 9421, with the body in Content-Digest, RFC
 * 9530. HMAC-SHA-256 under a customer secret, or Ed25519 under a registered key: the key decides which. Each request has a
 * nonce, which is taken once.
 *
 * Refuses with the codes of `AuthErrorCode`, cheapest check first. To the sender an unknown customer, a disabled
 * credential and a wrong key are one.
 */
export function messageSignature({ urlScheme = 'https' }: MessageSignatureOptions = {}): Scheme {
  return {
    name: NAME,
    authorizationScheme: undefined,
    needsReplayStore: true,
    excludes: ['hmac'],
    singleHeaders: [],
    challenges: [
      ['Accept-Signature', `sig1=(${WANTED});created`],
      ['Want-Content-Digest', 'sha-256=10'],
    ],
    hasHmacTexts: false,
    isPresent: (index) =>
      index.first('signature-input') !== undefined || index.first('signature') !== undefined,
    verifyHead: (input) => verifyHead(input, urlScheme),
  };
}
