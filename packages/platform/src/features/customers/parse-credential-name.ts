import { isStorableText } from '../../domain/storable-text.js';
import { InvalidRequestError } from '../../errors.js';

const MAX_CHARACTERS = 255;

/** The name of a credential, as it was given: 1 to 255 characters, of which one is to be seen. Throws `invalid_request`. */
export function parseCredentialName(name: string): string {
  const hasRightLength = name.trim() !== '' && Array.from(name).length <= MAX_CHARACTERS;
  if (hasRightLength && isStorableText(name)) return name;
  throw new InvalidRequestError(
    `name must have 1 to ${MAX_CHARACTERS} characters, not all of them blank, and no control characters`,
  );
}
