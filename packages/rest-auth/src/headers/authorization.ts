/** A credential as RFC 9110, section 11.4, writes it: a scheme, and what follows it. */
export interface AuthorizationValue {
  /** In lower case: schemes compare without regard to case. */
  readonly scheme: string;
  /** What follows the first space, without outer blanks. */
  readonly rest: string;
}

/** Splits the value of an Authorization header at its first space. */
export function splitAuthorization(value: string): AuthorizationValue {
  const end = value.indexOf(' ');
  if (end === -1) return { scheme: value.toLowerCase(), rest: '' };
  return {
    scheme: value.slice(0, end).toLowerCase(),
    rest: value.slice(end + 1).replace(/^[ \t]+/, ''),
  };
}
