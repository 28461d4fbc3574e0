import { isStorableText } from '../../domain/storable-text.js';
import { InvalidRequestError } from '../../errors.js';

const MAX_CHARACTERS = 255;

/**
 * The name of a new organization, which people can tell from others: nothing invisible, no space around it, and not the form
 * of an ID. Throws `invalid_request`.
 */
export function parseOrganizationName(name: string): string {
  const hasRightLength = name !== '' && name.length <= MAX_CHARACTERS;
  if (!hasRightLength || !isStorableText(name) || name.trim() !== name) {
    throw new InvalidRequestError(
      `name must have 1 to ${MAX_CHARACTERS} characters, no control characters and no outer spaces`,
    );
  }
  if (/^[0-9a-f]{32}$/.test(name)) {
    throw new InvalidRequestError('name must not have the form of an ID: 32 hex characters');
  }
  return name;
}
