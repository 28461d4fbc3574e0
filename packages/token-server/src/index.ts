export { ANONYMOUS, anonymousCallers } from './callers/anonymous-callers.js';
export { apiKeyCallers, type ApiKeyCallersOptions } from './callers/api-keys/api-key-callers.js';
export {
  drawApiKeyId,
  drawApiKeyText,
  hashApiKeyText,
  type RandomBytes,
} from './callers/api-keys/api-key-text.js';
export { createApiKey, type CreateApiKeyOptions } from './callers/api-keys/create-api-key.js';
export { listApiKeys } from './callers/api-keys/list-api-keys.js';
export { parseApiKeys } from './callers/api-keys/parse-api-keys.js';
export { rotateApiKey, type RotateApiKeyOptions } from './callers/api-keys/rotate-api-key.js';
export type {
  ApiKeyDirectory,
  NewApiKey,
  StoredApiKey,
  StoredApiKeySecret,
} from './callers/api-keys/stored-api-key.js';
export { writeApiKeys } from './callers/api-keys/write-api-keys.js';
export type { Caller, CallerAuthenticator, PresentedRequest } from './callers/caller.js';
export {
  customCallers,
  type CustomCaller,
  type CustomCallersOptions,
} from './callers/custom-callers.js';
export {
  ApiKeyMalformedError,
  ApiKeyNotFoundError,
  ApiKeyRefusedError,
  ApiKeyRotatingError,
  ApiKeysInvalidError,
  CallerAmbiguousError,
  CallerInvalidError,
  CallerRefusedError,
  CallerSetupError,
  CallerUnrecognizedError,
  IssuerUnreachableError,
  JwtExpiredError,
  JwtIssuerInvalidError,
  JwtMalformedError,
  JwtRefusedError,
} from './callers/errors.js';
export {
  BodyAlreadyReadError,
  BodyIncompleteError,
  BodyTooLargeError,
  CallerMissingError,
  InvalidJsonError,
  InvalidOriginError,
  InvalidProxyError,
  MissingFieldError,
  NotGrantedError,
  ProjectNotServedError,
  RepeatedFieldError,
  RouteNotFoundError,
  ServerFailedError,
  TokenRequestError,
  TooManyTokenRequestsError,
  UnknownRoleError,
  WrongFieldTypeError,
  type TokenRequestErrorOptions,
} from './errors.js';
export type { AllowedOrigins } from './http/cors.js';
export {
  toFetchHandler,
  type FetchHandler,
  type FetchHandlerOptions,
} from './http/fetch-handler.js';
export type { TokenHttpAnswer } from './http/token-http-answer.js';
export type { TokenHttpRequest } from './http/token-http-request.js';
export { deriveUid } from './identity/derive-uid.js';
export type { UidDirectory } from './identity/uid-directory.js';
export type { IssuedService, IssuedToken, RenewedToken } from './issue/issued-token.js';
export type { RenewableToken, TokenRevocations } from './issue/token-revocations.js';
export { MemoryTokenLimiter } from './limits/memory-token-limiter.js';
export type { TokenLimiter, TokenLimits, TokenLimitVerdict } from './limits/token-limits.js';
export { OPEN_POLICY } from './policy/open-policy.js';
export type {
  DerivedUser,
  GrantedService,
  Policy,
  PolicyDecision,
  PolicyQuestion,
  PolicySource,
} from './policy/policy.js';
export { fingerprintCertificate } from './projects/fingerprint-certificate.js';
export { serveProject } from './projects/serve-project.js';
export { serveProjects } from './projects/serve-projects.js';
export type { TokenProject, TokenProjects } from './projects/token-project.js';
export {
  RenewalDiffersError,
  RequestedServicesError,
  TokenNotRenewableError,
  TokenRevokedError,
  UnknownFieldError,
  UnknownTokenTypeError,
  UnsupportedMediaTypeError,
} from './requests/errors.js';
export type { RequestedService, RequestedUser, TokenRequest } from './requests/token-request.js';
export type {
  RefusalBody,
  RenewalRequestBody,
  ServiceRequestBody,
  ServiceResponseBody,
  TokenRequestBody,
  TokenResponseBody,
} from './routes/native-contract.js';
export { quickstartRoute } from './routes/quickstart-route.js';
export {
  ALL_ROUTES,
  COMMUNITY_ROUTES,
  NATIVE_ROUTES,
  QUICKSTART_ROUTES,
} from './routes/route-families.js';
export type {
  OpenRoute,
  RouteAnswer,
  RouteInput,
  RouteRefusal,
  RouteWish,
  TokenRoute,
} from './routes/route.js';
export type {
  OutcomeCaller,
  OutcomeContext,
  OutcomeService,
  OutcomeToken,
  TokenOutcome,
} from './token-outcome.js';
export { TokenServer, type TokenServerOptions } from './token-server.js';
