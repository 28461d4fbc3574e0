import { TokenPolicyInvalidError } from './errors.js';

const MAX_BYTES = 262_144;
/** What PostgreSQL and UTF-8 cannot hold. */
const LONE_SURROGATE = /\p{Cs}/u;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's message has parts of the text, which is a secret where the wrong file was named.
    throw new TokenPolicyInvalidError(
      'the policy is no JSON: look for a missing quote or a comma too many',
    );
  }
}

/** What the text of a policy holds, if it is JSON of at most 256 KiB. Throws `policy_invalid`. */
export function parsePolicyDocument(text: string): unknown {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new TokenPolicyInvalidError(`the policy is longer than ${MAX_BYTES} bytes`);
  }
  if (LONE_SURROGATE.test(text)) {
    throw new TokenPolicyInvalidError('the policy has half of a surrogate pair: it is no UTF-8');
  }
  return parseJson(text);
}
