import type { ApiKeyDirectory } from '@stagedoor/platform';
import { apiKeyCallers, type Caller, type CallerAuthenticator } from '@stagedoor/token-server';
import { askPlatform } from './platform-refusal.js';

/** Callers with API keys that the platform keeps, which learns that they were used. */
export function platformCallers(
  directory: Pick<ApiKeyDirectory, 'find' | 'noteUsed'>,
  now: () => number,
): CallerAuthenticator {
  const callers = apiKeyCallers({
    directory: { find: (keyId) => askPlatform(() => directory.find(keyId)) },
    now,
  });
  const note = (caller: Caller): Caller => {
    directory.noteUsed(caller.id);
    return caller;
  };
  return {
    challenge: callers.challenge,
    authenticate: (request) => {
      const found = callers.authenticate(request);
      if (found === undefined) return undefined;
      return found instanceof Promise
        ? found.then((caller) => caller && note(caller))
        : note(found);
    },
  };
}
