import { InvalidAuthOptionError } from '../../errors.js';
import type { AgoraTokenExpectation } from './expectation.js';

/** What an expectation of each service can have, and of which type it is. */
const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  rtm: {
    appId: 'string',
    service: 'string',
    userId: 'string',
    takesPair: 'boolean',
    verifyToken006: 'function',
  },
  rtc: {
    appId: 'string',
    service: 'string',
    channel: 'string',
    allowWildcardChannel: 'boolean',
    alsoRtm: 'boolean',
  },
};

const isService = (value: unknown): value is string =>
  typeof value === 'string' && Object.hasOwn(PARTS, value);

/** `type` is undefined for a name that the service does not have. */
function checkPart(name: string, value: unknown, type: string | undefined): void {
  if (type === undefined) {
    throw new InvalidAuthOptionError(`an expectation of this service has no ${name}`);
  }
  // `channel: undefined` would let every channel pass, where a channel was meant.
  if (typeof value === type) return;
  throw new InvalidAuthOptionError(
    `${name} must be a ${type}; to ask nothing of it, leave it out altogether`,
  );
}

/**
 * A copy of what the operation asks. Throws `invalid_auth_option` for anything that would not be checked: a name that is
 * misspelt, or a value that is not there.
 */
export function parseExpectation(expectation: AgoraTokenExpectation): AgoraTokenExpectation {
  const given: Readonly<Record<string, unknown>> = { ...expectation };
  const { service, appId } = given;
  if (!isService(service)) {
    throw new InvalidAuthOptionError(
      `service must be one of ${Object.keys(PARTS).join(', ')} for agoraToken`,
    );
  }
  const parts = PARTS[service] ?? {};
  checkPart('appId', appId, 'string');
  for (const [name, value] of Object.entries(given)) {
    checkPart(name, value, Object.hasOwn(parts, name) ? parts[name] : undefined);
  }
  return { ...expectation };
}
