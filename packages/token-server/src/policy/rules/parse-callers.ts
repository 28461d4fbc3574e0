import {
  parseFields,
  parseList,
  parseOptional,
  parseRequired,
  parseText,
  parseSet,
} from '../document/parse-value.js';
import type { Place } from '../document/place.js';
import { suggestName } from '../document/suggest-name.js';
import { parseTextPattern, type TextPattern } from '../text-pattern.js';
import type { CallerMatcher } from './rule.js';

const KEYS = ['kind', 'issuer', 'ids', 'scopes'];
/** Other kinds are those of a program's own authenticators. */
const KNOWN_KINDS = ['api-key', 'jwt', 'anonymous'];

const parseName = (value: unknown, place: Place): string => parseText(value, place);

/** Texts in which `*` stands for any characters. */
export const parsePatterns = (value: unknown, place: Place): readonly TextPattern[] =>
  parseList(value, place, parseTextPattern, { maxLength: 100 });

function parseKind(value: unknown, place: Place): string {
  const kind = parseText(value, place, 64);
  const meant = KNOWN_KINDS.includes(kind) ? undefined : suggestName(kind, KNOWN_KINDS);
  if (meant !== undefined) place.refuse(`is "${kind}": did you mean ${meant}?`);
  return kind;
}

/** Nobody vouches for who is anonymous: a rule that wants more of them would never match. */
function checkAnonymous(fields: ReadonlyMap<string, unknown>, place: Place): void {
  for (const key of KEYS.slice(1)) {
    if (fields.has(key)) place.key(key).refuse('is of no use here: an anonymous caller has none');
  }
}

function parseCaller(value: unknown, place: Place): CallerMatcher {
  const fields = parseFields(value, place, KEYS);
  const kind = parseRequired(fields, 'kind', place, parseKind) ?? '';
  if (kind === 'anonymous') checkAnonymous(fields, place);
  return {
    kind,
    issuer: parseOptional(fields, 'issuer', place, parseName),
    ids: parseOptional(fields, 'ids', place, parsePatterns),
    scopes:
      parseOptional(fields, 'scopes', place, (each, at) => parseSet(each, at, parseName)) ?? [],
  };
}

/** The callers that a rule names. */
export const parseCallers = (value: unknown, place: Place): readonly CallerMatcher[] =>
  parseList(value, place, parseCaller, { maxLength: 100 });
