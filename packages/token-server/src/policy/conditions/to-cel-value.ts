import { EvaluationError } from '@marcbachmann/cel-js';

/** What a condition reads: integers are bigints, objects are maps, so that no key of a claim is special. */
export type CelValue =
  string | bigint | number | boolean | null | readonly CelValue[] | ReadonlyMap<string, CelValue>;

/** All that a condition may have to look at; loops of conditions end soon because of it. */
const MAX_VALUES = 1000;
/** The library remembers the type of every nesting that it has seen: there must not be many. */
const MAX_DEPTH = 6;

interface Budget {
  left: number;
}

/** Fails the condition as its own faults do. */
const unreadable = (reason: string): EvaluationError =>
  new EvaluationError(`the claims of the caller ${reason}`);

const convertNumber = (value: number): bigint | number =>
  Number.isSafeInteger(value) ? BigInt(value) : value;

const isPlain = (value: unknown): value is string | boolean | bigint =>
  typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint';

function convertObject(value: object, budget: Budget, depth: number): CelValue {
  if (Array.isArray(value)) return value.map((item: unknown) => convert(item, budget, depth));
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return new Map(
    entries.map(([key, each]: [string, unknown]) => [key, convert(each, budget, depth)]),
  );
}

function convert(value: unknown, budget: Budget, depth: number): CelValue {
  budget.left -= 1;
  if (budget.left < 0) throw unreadable(`have more than ${MAX_VALUES} values`);
  if (depth > MAX_DEPTH) throw unreadable(`are nested more than ${MAX_DEPTH} deep`);
  if (value === null || isPlain(value)) return value;
  if (typeof value === 'number') return convertNumber(value);
  if (typeof value === 'object') return convertObject(value, budget, depth + 1);
  throw unreadable(`have a value of type ${typeof value}`);
}

/**
 * Claims as a condition reads them. A whole number that JavaScript holds exactly becomes an int, any other number a double.
 * Throws an `EvaluationError` for more than 1,000 values or 6 levels, and for what JSON does not have.
 */
export function toCelClaims(
  claims: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, CelValue> {
  const budget: Budget = { left: MAX_VALUES };
  const entries = Object.entries(claims).filter(([, value]) => value !== undefined);
  return new Map(entries.map(([key, value]) => [key, convert(value, budget, 1)]));
}
