import { SignedHeaderMissingError } from '../../errors.js';
import type { HeaderIndex } from '../../headers/header-index.js';
import { deriveComponent, isDerived, type TargetParts } from './derive-component.js';

/** The value of a covered component; undefined where the message has none. */
export type ComponentValue = (name: string) => string | undefined;

/** Reads derived components from the request line, and all others from header fields: RFC 9421, section 2.1. */
export function readComponentsOf(parts: TargetParts, index: HeaderIndex): ComponentValue {
  return (name) => {
    if (isDerived(name)) return deriveComponent(name, parts);
    const lines = index.all(name);
    return lines.length === 0 ? undefined : lines.join(', ');
  };
}

/**
 * What the signature is over, RFC 9421, section 2.5: one line for each component, then the inner list with its parameters
 * exactly as it is on the wire. Each character is one octet. Throws `signed_header_missing`.
 */
export function buildSignatureBase(
  names: readonly string[],
  signatureParams: string,
  valueOf: ComponentValue,
): string {
  const lines = names.map((name) => {
    const value = valueOf(name);
    if (value === undefined) throw new SignedHeaderMissingError(name);
    return `"${name}": ${value}`;
  });
  return [...lines, `"@signature-params": ${signatureParams}`].join('\n');
}
