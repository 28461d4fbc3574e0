import type { ExpectationOf, ServiceName } from '@stagedoor/token';
import { UsageError } from '../errors.js';

/** What `token verify` can be told to want, as commander hands it over. */
export interface WantedOptions {
  readonly service?: ServiceName;
  readonly channel?: string;
  readonly uid?: number;
  readonly account?: string;
  readonly userId?: string;
  readonly room?: string;
  readonly privilege?: readonly string[];
  readonly allowWildcardChannel?: true;
  readonly allowWildcardUid?: true;
}

/** An option that only some services have. */
type FieldOption = 'channel' | 'uid' | 'account' | 'userId' | 'room';

const CHANNEL_USER: readonly FieldOption[] = ['channel', 'uid', 'account'];

/** What can be wanted of each service, beside its privileges. */
const FIELDS: Readonly<Record<ServiceName, readonly FieldOption[]>> = {
  rtc: CHANNEL_USER,
  rtm: ['userId'],
  rtm2: ['userId'],
  streaming: CHANNEL_USER,
  fcdn: CHANNEL_USER,
  chat: ['userId'],
  apaas: ['room', 'userId'],
  fpa: [],
  convoai: [],
  stt: [],
};

const FLAGS: Readonly<Record<FieldOption, string>> = {
  channel: '--channel',
  uid: '--uid',
  account: '--account',
  userId: '--user-id',
  room: '--room',
};
const FIELD_OPTIONS = Object.keys(FLAGS) as readonly FieldOption[];

/** The names of all services that can be wanted. */
export const SERVICE_NAMES = Object.keys(FIELDS) as readonly ServiceName[];

/** The services that have an option, for the message to who gave it for another. */
const servicesWith = (option: FieldOption): string =>
  SERVICE_NAMES.filter((name) => FIELDS[name].includes(option)).join(', ');

/** The service that is wanted: as it is named, or RTC, whose options need no name. */
function findService(options: WantedOptions): ServiceName | undefined {
  const { service, userId, room, privilege } = options;
  if (service !== undefined) return service;
  if (userId !== undefined || room !== undefined) {
    const option = userId === undefined ? 'room' : 'userId';
    throw new UsageError(`${FLAGS[option]} needs --service: ${servicesWith(option)}`);
  }
  const wants = [...CHANNEL_USER.map((option) => options[option]), privilege];
  return wants.some((want) => want !== undefined) ? 'rtc' : undefined;
}

/** A service without such a field would pass a check that was not made. */
function checkFields(service: ServiceName, options: WantedOptions): void {
  for (const option of FIELD_OPTIONS) {
    if (options[option] === undefined || FIELDS[service].includes(option)) continue;
    throw new UsageError(
      `${FLAGS[option]} says nothing about ${service}; it is for ${servicesWith(option)}`,
    );
  }
  if (options.uid !== undefined && options.account !== undefined) {
    throw new UsageError('give either --uid or --account');
  }
}

/** A wildcard is only met where a particular channel or user is wanted. */
function checkWildcards(options: WantedOptions): void {
  const { channel, uid, account, allowWildcardChannel, allowWildcardUid } = options;
  if (allowWildcardChannel === true && channel === undefined) {
    throw new UsageError('--allow-wildcard-channel needs --channel');
  }
  if (allowWildcardUid === true && uid === undefined && account === undefined) {
    throw new UsageError('--allow-wildcard-uid needs --uid or --account');
  }
}

/** Throws `usage` where the options do not go together, or are of another service. */
export function checkWanted(service: ServiceName, options: WantedOptions): void {
  checkFields(service, options);
  checkWildcards(options);
}

/**
 * What the options want of one service; undefined where they want nothing, so that any token can be verified. Throws
 * `usage` where they do not go together.
 */
export function parseWantedService(options: WantedOptions): ExpectationOf<ServiceName> | undefined {
  const service = findService(options);
  if (service === undefined) {
    checkWildcards(options);
    return undefined;
  }
  checkWanted(service, options);
  const { channel, uid, account, userId, room, privilege } = options;
  const { allowWildcardChannel, allowWildcardUid } = options;
  const wanted = {
    service,
    channel,
    uid,
    account,
    userId,
    room,
    privileges: privilege,
    allowWildcardChannel,
    allowWildcardUid,
  };
  // The fields are those of the service, and its privileges are checked by verifyToken.
  return wanted as ExpectationOf<ServiceName>;
}
