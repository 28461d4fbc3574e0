import { CallerMissingError } from '../errors.js';
import { ANONYMOUS, anonymousCallers } from './anonymous-callers.js';
import type { Caller, CallerAuthenticator, PresentedRequest } from './caller.js';
import { CallerUnrecognizedError } from './errors.js';
import { readCredential } from './read-credential.js';

type Ways = readonly CallerAuthenticator[];

/** By the ways from `first` on. A promise only from the first one on that returns one. */
function askWays(
  ways: Ways,
  request: PresentedRequest,
  first: number,
): ReturnType<CallerAuthenticator['authenticate']> {
  for (const [index, way] of ways.entries()) {
    if (index < first || way === anonymousCallers) continue;
    const found = way.authenticate(request);
    if (found instanceof Promise) {
      return found.then((caller) => caller ?? askWays(ways, request, index + 1));
    }
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Who calls, by the first way that finds something to judge; `anonymousCallers` comes last wherever it stands. What a way
 * refuses is refused: no other is tried. A promise only where a way returns one. Throws `caller_ambiguous`,
 * `caller_missing`, `caller_unrecognized`, and what the ways throw.
 */
export function identifyCaller(ways: Ways, request: PresentedRequest): Caller | Promise<Caller> {
  const shown = readCredential(request);
  const close = (caller: Caller | undefined): Caller => {
    const isKnown = caller !== undefined && caller.kind !== ANONYMOUS.kind;
    // Whichever way says so: who shows a credential is not anonymous.
    if (shown !== undefined && !isKnown) throw new CallerUnrecognizedError();
    if (caller !== undefined) return caller;
    if (ways.includes(anonymousCallers)) return ANONYMOUS;
    throw new CallerMissingError();
  };
  const found = askWays(ways, request, 0);
  return found instanceof Promise ? found.then(close) : close(found);
}
