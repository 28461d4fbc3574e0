import { InvalidChannelError } from './errors.js';
import { quoteValue } from './quote-value.js';

/** The documented limit is "less than 64 bytes", and the documented characters are one byte each. */
const MAX_CHANNEL_BYTES = 63;
const OUTSIDE_THE_ALPHABET = /[^a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]/u;

/** A channel name that every SDK can join. Throws `invalid_channel`. */
export function parseChannel(value: unknown): string {
  if (typeof value !== 'string') throw new InvalidChannelError(`is ${quoteValue(value)}`);
  if (value === '') throw new InvalidChannelError('is empty');
  const stranger = OUTSIDE_THE_ALPHABET.exec(value);
  if (stranger !== null) {
    const place = `${quoteValue(stranger[0])} as character ${stranger.index + 1}`;
    throw new InvalidChannelError(`has ${place}`);
  }
  if (value.length > MAX_CHANNEL_BYTES) {
    throw new InvalidChannelError(`has ${value.length} characters`);
  }
  return value;
}
