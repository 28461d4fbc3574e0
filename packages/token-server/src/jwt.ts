/** Callers with JWTs of OpenID Connect issuers. */
export { JwtIssuerInvalidError } from './callers/errors.js';
export { jwtCallers, type JwtCallersOptions } from './callers/jwt/jwt-callers.js';
export type { ClaimValue, JwtAlgorithm, JwtIssuer } from './callers/jwt/jwt-issuer.js';
