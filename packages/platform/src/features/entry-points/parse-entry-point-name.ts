import { InvalidEntryPointError } from './errors.js';

/** media-broadcast.md 4. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether an entry point can have that name. */
export const isEntryPointName = (text: string): boolean => NAME.test(text);

/** The name of a new entry point. Throws `invalid_entry_point`. */
export function parseEntryPointName(text: string): string {
  if (!isEntryPointName(text)) throw new InvalidEntryPointError();
  return text;
}
