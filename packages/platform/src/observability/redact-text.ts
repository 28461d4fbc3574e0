const OMITTED = '…';

/** What may be a secret in the message of another's error. The first that fits decides. */
const PATTERNS: readonly RegExp[] = [
  // What an error repeats of its input, it quotes.
  /"[^"]*"|'[^']*'|`[^`]*`/g,
  // What follows the name of a scheme, then of what else may hold a credential.
  /\b(?:basic|bearer|hmac|agora\s+token)\b\s*[:= ]\s*\S+/gi,
  /\b(?:authorization|x-agora-token|signature|password)\b\s*[:= ]\s*\S+/gi,
  // User and password in a URL.
  /\/\/[^\s/@]*@/g,
  // A token; a certificate or a secret; a key in base64.
  /\b00[67][\w+/=-]{16,}/g,
  /\b[0-9a-f]{32,}\b/gi,
  /[\w+=]{40,}/g,
];

/** A text without what may be a secret or another's input. For messages that are not ours: ours never have any. */
export function redactText(text: string): string {
  let redacted = text;
  for (const pattern of PATTERNS) redacted = redacted.replace(pattern, OMITTED);
  return redacted;
}
