import { InvalidArgumentError } from 'commander';

/** A whole number from 0 on, in decimal, for commander. What range it must be in is for its user to check. */
export function parseNumberOption(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number, in decimal.');
}
