import { InvalidArgumentError } from 'commander';

/** A whole number from 0 on, in decimal, for commander. What range it must be in is for its user to check. */
export function parseNumberOption(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number, in decimal.');
}

/** A whole number that may be below 0, in decimal, for commander. */
export function parseIntegerOption(text: string): number {
  return text.startsWith('-') ? -parseNumberOption(text.slice(1)) : parseNumberOption(text);
}
