import type { Arrival } from './tls-server.js';

/** A request of which one octet is another one. */
export interface AlteredCopy {
  readonly request: Omit<Arrival, 'outcomes'>;
  /** What was altered, such as `digest[12]`. */
  readonly part: string;
}

/** What the signature of the documented samples is about, and the signature. */
const PROVEN_HEADERS: ReadonlySet<string> = new Set(['host', 'date', 'digest', 'authorization']);

/** The character with its lowest bit the other way, which leaves letters, digits and marks what no blank is. */
const flip = (text: string, index: number): string =>
  `${text.slice(0, index)}${String.fromCharCode(text.charCodeAt(index) ^ 1)}${text.slice(index + 1)}`;

/** One text for each of its characters. */
const flips = (text: string): readonly string[] =>
  Array.from(text, (_, index) => flip(text, index));

const alterTarget = (arrival: Arrival): readonly AlteredCopy[] =>
  flips(arrival.target).map((target, index) => ({
    request: { ...arrival, target },
    part: `target[${index}]`,
  }));

const alterMethod = (arrival: Arrival): readonly AlteredCopy[] =>
  flips(arrival.method).map((method, index) => ({
    request: { ...arrival, method },
    part: `method[${index}]`,
  }));

const alterHeader = (arrival: Arrival, at: number): readonly AlteredCopy[] => {
  const [name, value] = arrival.headers[at]!;
  return flips(value).map((altered, index) => ({
    request: { ...arrival, headers: arrival.headers.with(at, [name, altered]) },
    part: `${name.toLowerCase()}[${index}]`,
  }));
};

const alterHeaders = (arrival: Arrival): readonly AlteredCopy[] =>
  arrival.headers.flatMap(([name], at) =>
    PROVEN_HEADERS.has(name.toLowerCase()) ? alterHeader(arrival, at) : [],
  );

const alterBody = (arrival: Arrival): readonly AlteredCopy[] =>
  Array.from(arrival.body, (octet, index) => {
    const body = Buffer.from(arrival.body);
    body[index] = octet ^ 1;
    return { request: { ...arrival, body }, part: `body[${index}]` };
  });

/** A copy for each octet that a signature protects: method, target, the proven headers and the body. */
export const alteredCopies = (arrival: Arrival): readonly AlteredCopy[] => [
  ...alterMethod(arrival),
  ...alterTarget(arrival),
  ...alterHeaders(arrival),
  ...alterBody(arrival),
];
