import { InvalidDomainError } from './errors.js';

/** RFC 1035, 2.3.4, without the root's dot. */
const MAX_NAME_LENGTH = 253;
/** RFC 1123, 2.1: letters, digits and hyphens, with no hyphen at either end. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/** What URLs take for the end of an address: WHATWG URL, "ends in a number". */
const NUMBER = /^(?:\d+|0x[0-9a-f]*)$/i;

/** Why a text is no host name of a domain; undefined where it is one. */
function findFault(text: string): string | undefined {
  if (text.includes('*')) {
    return 'wildcard names are not supported: add each domain by its full name';
  }
  if (text.length > MAX_NAME_LENGTH) {
    return `the domain name is longer than ${MAX_NAME_LENGTH} characters`;
  }
  const labels = text.split('.');
  if (!labels.every((label) => LABEL.test(label))) {
    return (
      'the domain name must be a host name alone, such as push.example.com: letters, digits and hyphens ' +
      'between dots, other letters in their xn-- form, no port and no path'
    );
  }
  if (labels.length < 2) return 'the domain name must have at least two parts';
  if (NUMBER.test(labels.at(-1) ?? '')) return 'an address is not a domain name';
  return undefined;
}

/**
 * The domain name as it is kept: in lower case, since host names have none of their own. Throws `invalid_domain`.
 */
export function parseDomainName(text: string): string {
  const fault = findFault(text);
  if (fault !== undefined) throw new InvalidDomainError(fault);
  return text.toLowerCase();
}

/** The same, to look a domain up: undefined where no domain can have that name. */
export function parseKnownDomainName(text: string): string | undefined {
  return findFault(text) === undefined ? text.toLowerCase() : undefined;
}
