import { PolicyInvalidError } from '../errors.js';
import { findRepeatedKey } from './find-repeated-key.js';

const refuse = (message: string): PolicyInvalidError =>
  new PolicyInvalidError([{ path: '', message }]);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message has parts of the text, which is a secret where the wrong file was named.
    throw refuse('is not JSON: look for a missing quote or a comma too many');
  }
}

/**
 * The JSON value of a policy, or of its tests, for `parsePolicy` and `parsePolicyTests`. Throws `policy_invalid` for what is
 * no JSON, and where an object has a key twice: which of two conditions is meant cannot be known.
 */
export function parsePolicyText(text: string): unknown {
  const value = parseJson(text);
  const repeated = findRepeatedKey(text);
  if (repeated !== undefined)
    throw refuse(`has the key ${JSON.stringify(repeated)} twice in one object`);
  return value;
}
