export type { AnswerContext, AnswerKind, WireAnswer } from './answer.js';
export type { CredentialLookup, CustomerKeys, ProjectCertificates } from './credential-lookup.js';
export {
  AlgorithmNotAllowedError,
  AuthError,
  type AuthErrorCode,
  AuthorityNotServedError,
  AuthorizationMalformedError,
  AuthorizationTooLongError,
  BodyTooLargeError,
  CoverageInsufficientError,
  CredentialDisabledError,
  CredentialsMissingError,
  DateMalformedError,
  DateMissingError,
  DateOutsideWindowError,
  DigestMismatchError,
  DuplicateHeaderError,
  HeadersListInvalidError,
  HeadTooLargeError,
  HostMissingError,
  InvalidAuthOptionError,
  MessageMalformedError,
  ReplayedError,
  ReplayStoreFullError,
  ReplayStoreUnavailableError,
  RestAuthError,
  SchemeNotAllowedError,
  SecondaryCertificateError,
  SignatureEncodingError,
  SignatureInputMalformedError,
  SignatureMismatchError,
  SignedHeaderMissingError,
  SignedHeaderRepeatedError,
  TargetFormError,
  TokenLifeTooLongError,
  TokenPairIncompleteError,
  TokenRefusedError,
  UnknownCustomerError,
  UnknownProjectError,
  WrongSecretError,
} from './errors.js';
export type { CustomerPrincipal, Principal, UserPrincipal } from './principal.js';
export { type Profile, type ProfileOptions, PROFILES } from './profile.js';
export {
  createMemoryReplayStore,
  type MemoryReplayStoreOptions,
} from './replay/memory-replay-store.js';
export type { ReplayStore } from './replay/replay-store.js';
export type {
  BodyDigest,
  HeaderPairs,
  ReceivedRequest,
  RequestBody,
  RequestHead,
} from './request.js';
export { basic, type BasicOptions } from './schemes/basic.js';
export { hmac, type HmacOptions } from './schemes/hmac.js';
export type { ProvenHead, Scheme, SchemeInput } from './schemes/scheme.js';
export { signRequest, type SignRequestOptions } from './sign-request.js';
export type { AgoraTokenCredential } from './signers/sign-agora-token.js';
export type { Ed25519PrivateKey } from './signers/parse-private-key.js';
export type { CustomerKeyCredential } from './signers/sign-message.js';
export type { SchemeCredentials, SchemeName } from './signers/signer-table.js';
export type { SigningTime } from './signers/signing-time.js';
export type { CustomerCredential, UnsignedRequest } from './unsigned-request.js';
export {
  type PendingRequest,
  verifyRequest,
  verifyRequestHead,
  type VerifyRequestOptions,
} from './verify-request.js';
