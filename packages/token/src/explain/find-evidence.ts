import { matchExpectation } from '../check-expectation.js';
import type { TokenError, TokenErrorCode } from '../errors.js';
import { isOver, isTooEarly } from '../judging-time.js';
import type { Expectation } from '../parse-expectation.js';
import type { TokenService } from '../services/service-table.js';
import type { DecodedToken } from '../v007/decode.js';
import type { TokenClaims } from '../v007/token-claims.js';
import { findSigner, type Signer } from './find-signer.js';
import {
  compareFields,
  findWanted,
  listUncompared,
  type Comparison,
  type FactName,
} from './find-wanted.js';
import type { Facts } from './parse-known.js';

/** What comes of comparing a token with what is wanted of one of its services. */
interface Outcome {
  /** What it should open. */
  readonly wanted: Expectation | undefined;
  /** The service entry that opens it, or the one that is nearest. */
  readonly entry: TokenService | undefined;
  /** The code that a verifier gives for that entry; undefined where it is satisfied, or nothing is wanted. */
  readonly useCode: TokenErrorCode | undefined;
  /** Channel and user of the entry beside what is wanted. */
  readonly comparisons: readonly Comparison[];
}

/** A token that can be read, and all that is known to compare it with. The use is that of the first service. */
export interface Evidence extends Outcome {
  /** What it says. */
  readonly claims: TokenClaims;
  /** What is known beside it. */
  readonly facts: Facts;
  /** Who signed it. */
  readonly signer: Signer;
  /** The other services that were used, and that a verifier would refuse. */
  readonly others: readonly Outcome[];
  /** Facts that are given, and that nothing in the token could be compared with. */
  readonly uncompared: readonly FactName[];
}

/** The entry that an error is about: alone it has the same one. */
function findRefused(
  services: readonly TokenService[],
  wanted: Expectation,
  { facts, error }: { readonly facts: Facts; readonly error: TokenError },
): TokenService | undefined {
  return services.find((service) => {
    if (service.service !== wanted.row.name) return false;
    const match = matchExpectation([service], wanted, facts);
    return match.kind === 'refused' && match.error.message === error.message;
  });
}

/** More than any builder puts into a token. */
const MAX_COMPARED_SERVICES = 64;

/**
 * The services that are compared: all of a token that a live certificate vouches for. Those of any other could be made
 * many on purpose, and each that is refused costs an error.
 */
function listCompared({ services }: TokenClaims, signer: Signer): readonly TokenService[] {
  return signer.kind === 'live' ? services : services.slice(0, MAX_COMPARED_SERVICES);
}

/** Nothing is wanted. */
const NO_USE: Outcome = {
  wanted: undefined,
  entry: undefined,
  useCode: undefined,
  comparisons: [],
};

/** Compares as a verifier does. */
function judgeUse(services: readonly TokenService[], wanted: Expectation, facts: Facts): Outcome {
  const match = matchExpectation(services, wanted, facts);
  const isMatched = match.kind === 'matched';
  const entry = isMatched
    ? match.service
    : findRefused(services, wanted, { facts, error: match.error });
  const comparisons = entry === undefined ? [] : compareFields(entry, wanted);
  return { wanted, entry, useCode: isMatched ? undefined : match.error.code, comparisons };
}

/** Compares a token with what is known, once for all that ask. */
export function findEvidence(decoded: DecodedToken, facts: Facts): Evidence {
  const { claims } = decoded;
  const signer = findSigner(decoded, facts);
  const wanted = findWanted(facts, claims.services);
  const services = listCompared(claims, signer);
  const [first = NO_USE, ...more] = wanted.map((use) => judgeUse(services, use, facts));
  const others = more.filter(({ useCode }) => useCode !== undefined);
  return { claims, facts, signer, ...first, others, uncompared: listUncompared(facts, wanted) };
}

/** All uses that a verifier would refuse, with what else is known. */
export const listRefused = (evidence: Evidence): readonly Evidence[] => {
  const others = evidence.others.map((use) => ({ ...evidence, ...use }));
  return evidence.useCode === undefined ? others : [evidence, ...others];
};

/** Whether a use is refused for that reason. */
export const isRefused = (evidence: Evidence, code: TokenErrorCode): boolean =>
  listRefused(evidence).some(({ useCode }) => useCode === code);

/** Whether a verifier finds the token over. */
export const isExpired = ({ claims, facts }: Evidence): boolean => isOver(claims.expiresAt, facts);

/** Whether a verifier finds that the token was issued too far in the future. */
export const isNotYetValid = ({ claims, facts }: Evidence): boolean =>
  isTooEarly(claims.issuedAt, facts);

/** Whether the certificate that signed is one that counts: the REST API takes the primary alone. */
const isWronglySigned = ({ signer, facts }: Evidence): boolean =>
  signer.kind === 'live'
    ? facts.use === 'rest' && signer.name !== 'primary'
    : signer.kind !== 'untried';

/** The first code of a verifier, in its order, as far as it can judge with what is known. */
export function findCode(evidence: Evidence): TokenErrorCode | undefined {
  const { claims, facts } = evidence;
  if (facts.appId !== undefined && facts.appId !== claims.appId) return 'wrong_app_id';
  if (isWronglySigned(evidence)) return 'bad_signature';
  if (isNotYetValid(evidence)) return 'not_yet_valid';
  return isExpired(evidence) ? 'expired' : listRefused(evidence)[0]?.useCode;
}
