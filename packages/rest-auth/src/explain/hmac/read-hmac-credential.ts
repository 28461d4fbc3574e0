/** The parameters of an hmac credential, as far as they can be read whichever way they are written. */
export interface ReadHmac {
  /** By the names that the scheme has for them, in lower case; one that came twice has its first value. */
  readonly values: ReadonlyMap<string, string>;
  /** The names as they came, in lower case, in order. */
  readonly names: readonly string[];
  /** How the parameters are written that are not as the scheme writes them. */
  readonly quoting: 'double' | 'single' | 'none';
  readonly hasSemicolons: boolean;
}

/** Other schemes call the customer ID so. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  keyid: 'username',
  credential: 'username',
  signedheaders: 'headers',
};

/** The most of a credential that is read. */
const MAX_LENGTH = 8192;

const PARAMETER =
  /(?<name>[A-Za-z]+)[ \t]*=[ \t]*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<plain>[^\s,;"']+))/g;

type Quoting = ReadHmac['quoting'];

function quotingOf({ double, single }: Readonly<Record<string, string | undefined>>): Quoting {
  if (double !== undefined) return 'double';
  return single === undefined ? 'none' : 'single';
}

/** Reads what follows the scheme, with whatever quotes and separators. Never throws. */
export function readHmacCredential(rest: string): ReadHmac {
  const values = new Map<string, string>();
  const names: string[] = [];
  const quotings = new Set<Quoting>();
  for (const { groups = {} } of rest.slice(0, MAX_LENGTH).matchAll(PARAMETER)) {
    const name = (groups['name'] ?? '').toLowerCase();
    const key = Object.hasOwn(OTHER_NAMES, name) ? (OTHER_NAMES[name] ?? name) : name;
    names.push(name);
    quotings.add(quotingOf(groups));
    const value = groups['double'] ?? groups['single'] ?? groups['plain'] ?? '';
    if (!values.has(key)) values.set(key, value);
  }
  const quoting = (['none', 'single'] as const).find((each) => quotings.has(each)) ?? 'double';
  const outside = rest.replaceAll(/"[^"]*"|'[^']*'/g, '');
  return { values, names, quoting, hasSemicolons: outside.includes(';') };
}
