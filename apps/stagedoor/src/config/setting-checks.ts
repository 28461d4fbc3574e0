import { parseNetwork } from './parse-network.js';
import type { Setting } from './setting.js';

/** Whether a value can be that of a setting. */
type Check = Setting['isMet'];

/** Text that says something. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && !value.includes('\0');

/** A whole number, both ends included. */
export const isWhole =
  (min: number, max: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max;

/** One of these texts. */
export const isOneOf =
  (values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);

/** A list of texts that are each right. */
export const isListOf =
  (isItem: (item: string) => boolean): Check =>
  (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string' && isItem(item));

/** A URL of one of these schemes, which end in a colon. */
export const isUrlOf =
  (...schemes: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && URL.canParse(value) && schemes.includes(new URL(value).protocol);

/** Every caller could choose its address if all addresses were those of proxies. */
export const isProxyNetwork = (text: string): boolean => (parseNetwork(text)?.prefixBits ?? 0) > 0;

/** On or off. */
export const isSwitch = (value: unknown): boolean => typeof value === 'boolean';

/** Numbers from 1 on by name. Which names there may be is for `checkConfig` to say. */
export function isNumbersUpTo(most: number): (value: unknown) => boolean {
  const isNumber = isWhole(1, most);
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(isNumber);
}
