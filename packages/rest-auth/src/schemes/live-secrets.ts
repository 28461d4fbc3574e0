import type { CustomerKeys } from '../credential-lookup.js';
import { InvalidAuthOptionError } from '../errors.js';

const UTF8 = new TextEncoder();

/** Tried in place of a secret that is not there, and as long as those that are. What it matches counts for nothing. */
const PLACEHOLDER = 'no customer has this as a secret';

/** A secret to try, as text, and which of the live ones it is, if it is one. */
export interface TriedText {
  readonly text: string;
  readonly name: 'primary' | 'secondary' | undefined;
}

/** A secret to try: its octets, and which of the live ones it is, if it is one. */
export interface TriedSecret {
  readonly octets: Uint8Array;
  readonly name: 'primary' | 'secondary' | undefined;
}

const MOST_SECRETS = 2;

/** A text in the place of the list would be taken apart, and its first character for a secret. */
function checkSecrets(secrets: unknown): void {
  const isList = Array.isArray(secrets) && secrets.length <= MOST_SECRETS;
  if (isList && secrets.every((secret) => typeof secret === 'string')) return;
  throw new InvalidAuthOptionError(
    'findCustomer must give a list of at most two texts: { secrets: [secret] }',
  );
}

function tryText(secret: string | undefined, name: 'primary' | 'secondary'): TriedText {
  const isLive = secret !== undefined && secret.length > 0;
  return isLive ? { text: secret, name } : { text: PLACEHOLDER, name: undefined };
}

/**
 * Two secrets to try, always, whether the customer exists and however many it has: the number of computations must not
 * tell who is a customer. Throws `invalid_auth_option` for keys of another shape.
 */
export function listTriedTexts(keys: CustomerKeys | undefined): readonly TriedText[] {
  if (keys !== undefined) checkSecrets(keys.secrets);
  const [primary, secondary] = keys?.secrets ?? [];
  return [tryText(primary, 'primary'), tryText(secondary, 'secondary')];
}

/** The same as octets, for keys of a MAC. */
export function listTriedSecrets(keys: CustomerKeys | undefined): readonly TriedSecret[] {
  // Encoded each time, the placeholder too: what is ready would be quicker.
  return listTriedTexts(keys).map(({ text, name }) => ({ octets: UTF8.encode(text), name }));
}
