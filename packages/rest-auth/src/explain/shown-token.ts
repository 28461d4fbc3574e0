import { inspectToken, TokenError } from '@stagedoor/token';
import type { HeaderIndex } from '../headers/header-index.js';

/** A token as the request shows it. */
export interface ShownTokenText {
  /** All that stands where the token belongs. */
  readonly text: string;
  /** The user that `x-agora-uid` names. */
  readonly userId: string | undefined;
}

/** What stands in front of a token, however it was written. */
const PREFIX = /^agora\b\s*(?:token\b\s*)?[=:]?\s*/i;

/** What a request shows in the place of a token; undefined where it shows none. */
export function findShownToken(
  authorization: string,
  index: HeaderIndex,
): ShownTokenText | undefined {
  if (authorization !== '') {
    return { text: authorization.replace(PREFIX, '').trim(), userId: undefined };
  }
  const text = index.first('x-agora-token');
  return text === undefined ? undefined : { text, userId: index.first('x-agora-uid') };
}

/** Whether a token is of format 006, which is taken beside the user that it is for, and only there. */
export const isOlderPair = ({ text, userId }: ShownTokenText): boolean =>
  userId !== undefined && text.startsWith('006');

/** The service of an operation on such a path, where a token opens one of two; undefined where the path tells nothing. */
export function serviceOfPath(target: string): 'rtm' | 'rtc' | undefined {
  if (/\/rtm\//.test(target)) return 'rtm';
  return /\/conversational-ai-agent\//.test(target) ? 'rtc' : undefined;
}

/** The service that a token opens, of the two that the REST API asks for. */
export function serviceOfToken(text: string): 'rtm' | 'rtc' {
  try {
    const { services } = inspectToken(text);
    return services.some(({ service }) => service === 'rtc') ? 'rtc' : 'rtm';
  } catch (error) {
    if (error instanceof TokenError) return 'rtm';
    throw error;
  }
}
