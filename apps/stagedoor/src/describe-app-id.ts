import { quoteValue } from '@stagedoor/token';

/** Anything else was put there to look like something. */
const APP_ID = /^[0-9a-f]{32}$/i;

/** An App ID for people, in quotes where it is none. */
export function describeAppId(appId: string): string {
  return APP_ID.test(appId) ? appId : quoteValue(appId);
}
