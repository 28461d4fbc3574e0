import { SignatureInputMalformedError } from '../../errors.js';
import type { HeaderIndex } from '../../headers/header-index.js';
import { parseDictionary, type InnerList, type Item, type Member } from './parse-dictionary.js';

/** A component that the signature covers: RFC 9421, section 2. */
export interface CoveredComponent {
  /** The name of a header field, or of a derived component such as `@method`; in lower case. */
  readonly name: string;
  /** Whether it has parameters, such as `;req`. */
  readonly hasParameters: boolean;
}

/** What Signature-Input and Signature say. */
export interface SignatureFields {
  /** In the order in which they are signed. */
  readonly components: readonly CoveredComponent[];
  /** The inner list with its parameters, exactly as it arrived. */
  readonly signatureParams: string;
  /** When it was made, Unix seconds; NaN where that is missing or not an integer. */
  readonly createdAt: number;
  /** When it ends, Unix seconds; NaN where that is not an integer, undefined where it is not there. */
  readonly expiresAt: number | undefined;
  /** What the message says that its algorithm is; empty where that is no string. */
  readonly algorithm: string | undefined;
  /** The customer ID. */
  readonly keyId: string;
  readonly nonce: string;
  /** The base64 of the signature, not yet looked at. */
  readonly signatureText: string;
}

const MIN_NONCE_LENGTH = 16;
const MAX_NONCE_LENGTH = 128;

/** RFC 9421, section 2: the names of fields are in lower case. */
const COMPONENT_NAME = /^@?[!#$%&'*+.^_`|~0-9a-z-]+$/;

const malformed = (reason: string): SignatureInputMalformedError =>
  new SignatureInputMalformedError(reason);

/** The one member of the field. A second line could end a string of the first. */
function readOnlyMember(index: HeaderIndex, field: string): readonly [string, Member] {
  const [text, ...others] = index.all(field.toLowerCase());
  if (text === undefined) throw malformed(`there is no ${field}`);
  if (others.length > 0) throw malformed(`${field} is there more than once`);
  const members = parseDictionary(text, (reason) => malformed(`in ${field} ${reason}`));
  const [first, second] = members;
  if (first === undefined) throw malformed(`${field} is empty`);
  if (second !== undefined) throw malformed(`${field} has more than one signature; send one`);
  return first;
}

function toComponent({ value, parameters }: Item): CoveredComponent {
  const name = value.kind === 'string' ? value.text : '';
  if (COMPONENT_NAME.test(name)) return { name, hasParameters: parameters.size > 0 };
  throw malformed('a covered component must be a name in lower case, in quotes');
}

function readComponents({ items }: InnerList, maxNames: number): readonly CoveredComponent[] {
  if (items.length > maxNames) throw malformed(`it covers more than ${maxNames} components`);
  return items.map(toComponent);
}

function readInteger({ parameters }: InnerList, name: string): number | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  return value.kind === 'integer' ? value.value : Number.NaN;
}

function readString({ parameters }: InnerList, name: string): string | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  return value.kind === 'string' ? value.text : '';
}

/** Who signed and what makes the signature unique. Without them the form is right, but not for this profile: 401. */
function readIdentity(list: InnerList): { readonly keyId: string; readonly nonce: string } {
  const keyId = readString(list, 'keyid') ?? '';
  if (keyId === '') {
    throw new SignatureInputMalformedError('keyid="..." must be the customer ID', 401);
  }
  const nonce = readString(list, 'nonce') ?? '';
  if (nonce.length >= MIN_NONCE_LENGTH && nonce.length <= MAX_NONCE_LENGTH) return { keyId, nonce };
  throw new SignatureInputMalformedError(
    `nonce="..." must have ${MIN_NONCE_LENGTH} to ${MAX_NONCE_LENGTH} characters`,
    401,
  );
}

function readSignatureText(member: Member): string {
  if (member.kind === 'item' && member.value.kind === 'bytes') return member.value.base64;
  throw malformed('in Signature there must be base64 between colons');
}

/**
 * Reads both header fields, which must have one signature under one label. Throws `signature_input_malformed`.
 * `maxNames`: how many components may be covered.
 */
export function parseSignatureFields(index: HeaderIndex, maxNames: number): SignatureFields {
  const [label, list] = readOnlyMember(index, 'Signature-Input');
  const [otherLabel, member] = readOnlyMember(index, 'Signature');
  if (label !== otherLabel) throw malformed('Signature-Input and Signature have other labels');
  if (list.kind !== 'list') throw malformed('in Signature-Input there must be a list in ( )');
  const components = readComponents(list, maxNames);
  const signatureText = readSignatureText(member);
  return {
    components,
    signatureParams: list.source,
    createdAt: readInteger(list, 'created') ?? Number.NaN,
    expiresAt: readInteger(list, 'expires'),
    algorithm: readString(list, 'alg'),
    ...readIdentity(list),
    signatureText,
  };
}
