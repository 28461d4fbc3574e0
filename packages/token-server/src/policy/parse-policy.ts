import type { CompiledPolicy } from './compiled-policy.js';
import {
  parseFields,
  parseList,
  parseOptional,
  parseRequired,
  parseText,
} from './document/parse-value.js';
import { Place } from './document/place.js';
import { PolicyInvalidError } from './errors.js';
import { parseRule } from './rules/parse-rule.js';
import { RulePolicy } from './rule-policy.js';
import type { Rule } from './rules/rule.js';

const KEYS = ['$schema', 'version', 'description', 'rules'];

/** Of every document of these. */
export function parseVersion(value: unknown, place: Place): void {
  if (value !== 1) place.refuse('must be 1');
}

function checkNames(rules: readonly Rule[], place: Place): void {
  const names = rules.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (name !== '' && first !== index)
      place.item(index).key('name').refuse(`is the name of rules[${first}], too`);
  }
}

function parseRules(value: unknown, place: Place): readonly Rule[] {
  const rules = parseList(value, place, parseRule);
  checkNames(rules, place);
  return rules;
}

/**
 * A policy from its document, a parsed JSON value: `{"version": 1, "rules": [...]}`. Throws `policy_invalid`, with all that
 * is wrong with it.
 */
export function parsePolicy(document: unknown): CompiledPolicy {
  const place = new Place();
  const fields = parseFields(document, place, KEYS);
  parseOptional(fields, '$schema', place, parseText);
  parseRequired(fields, 'version', place, parseVersion);
  parseOptional(fields, 'description', place, (value, at) => parseText(value, at, 1000));
  const rules = parseRequired(fields, 'rules', place, parseRules) ?? [];
  if (place.problems.length > 0) throw new PolicyInvalidError(place.problems);
  return new RulePolicy(rules);
}
