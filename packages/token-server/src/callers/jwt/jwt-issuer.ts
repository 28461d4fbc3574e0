/** The algorithms that a JWT may be signed with: all of public keys. Those of shared secrets, and `none`, are not among them. */
export type JwtAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'
  | 'Ed25519';

/** A value that a claim can be compared with. */
export type ClaimValue = string | number | boolean;

/** An issuer whose JWTs are taken. */
export interface JwtIssuer {
  /** Exactly as `iss` has it, with or without a slash at the end. By `https`; by `http` only on loopback. */
  readonly issuer: string;
  /** Whom its JWTs must be made for: one of these, exactly. At least one. */
  readonly audiences: readonly string[];
  /** The claim that says for whom, where that is not `aud`. */
  readonly audienceClaim?: string | undefined;
  /** Default RS256, PS256, ES256, EdDSA and Ed25519. */
  readonly algorithms?: readonly JwtAlgorithm[] | undefined;
  /** Where its keys are. Default: what its OpenID configuration says. */
  readonly jwksUri?: string | undefined;
  /** By how much its clock may differ, 0 to 300. Default 30. */
  readonly clockToleranceSeconds?: number | undefined;
  /** Claims that must be there with one of these values; of a claim that is a list, one of its items must be one. */
  readonly requiredClaims?: Readonly<Record<string, readonly ClaimValue[]>> | undefined;
  /** The claim with the scopes, or the way to it: `['realm_access', 'roles']`. Default `scope`, or else `scp`. */
  readonly scopesClaim?: string | readonly string[] | undefined;
  /** How long ago a JWT may have been made. Default: any time. */
  readonly maxTokenAgeSeconds?: number | undefined;
  /** The App IDs of the projects that its users may ask for. Left out: all of the server. */
  readonly appIds?: readonly string[] | undefined;
}

/** The settings of an issuer, complete and checked. */
export interface IssuerRules {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly audienceClaim: string;
  readonly algorithms: readonly JwtAlgorithm[];
  /** Undefined: ask `discoveryUrl`. */
  readonly jwksUrl: URL | undefined;
  readonly discoveryUrl: URL;
  readonly clockToleranceSeconds: number;
  readonly requiredClaims: readonly (readonly [name: string, values: readonly ClaimValue[]])[];
  /** The ways to the scopes; the first that leads to some counts. */
  readonly scopesPaths: readonly (readonly string[])[];
  readonly maxTokenAgeSeconds: number | undefined;
  readonly appIds: readonly string[] | undefined;
}
