import { quoteValue } from '@stagedoor/token';
import { MissingFieldError } from '../errors.js';
import { UnknownTokenTypeError } from '../requests/errors.js';
import { parseWrittenLife } from '../requests/parse-requested-life.js';
import {
  parseRequestedAccount,
  parseRequestedUserId,
  parseWrittenUid,
} from '../requests/parse-requested-user.js';
import type { RequestedService, RequestedUser, TokenRequest } from '../requests/token-request.js';
import type { RouteInput } from './route.js';

type PathInput = Pick<RouteInput, 'params' | 'query'>;

const USER_PARSERS: ReadonlyMap<string, (text: string) => RequestedUser> = new Map([
  ['uid', parseWrittenUid],
  ['userAccount', parseRequestedAccount],
]);

/** What stands at a named place of the path. */
function readParam({ params }: PathInput, name: string): string {
  const text = params[name];
  if (text === undefined) throw new MissingFieldError(name);
  return text;
}

function parseRtcUser(input: PathInput): RequestedUser {
  const type = readParam(input, 'tokenType');
  const parse = USER_PARSERS.get(type);
  if (parse !== undefined) return parse(readParam(input, 'rtcuid'));
  throw new UnknownTokenTypeError(quoteValue(type), [...USER_PARSERS.keys()]);
}

function parseRtcService(input: PathInput): RequestedService & { readonly channel: string } {
  return {
    service: 'rtc',
    channel: readParam(input, 'channelName'),
    user: parseRtcUser(input),
    role: readParam(input, 'role') === 'publisher' ? 'publisher' : 'subscriber',
  };
}

function withLife(input: PathInput, services: readonly RequestedService[]): TokenRequest {
  return { services, expiresInSeconds: parseWrittenLife('expiry', input.query) };
}

/** The Signaling user, who has the name of the RTC user where the path does not say another; nobody for any RTC user. */
function parseRtmUser(input: PathInput, rtcUser: RequestedUser | undefined): RequestedUser {
  const isNamed = input.params['rtmuid'] !== undefined || rtcUser?.kind === 'anyone';
  return isNamed || rtcUser === undefined
    ? parseRequestedUserId(readParam(input, 'rtmuid'))
    : rtcUser;
}

/** `/rtc/:channelName/:role/:tokenType/:rtcuid/`. Every role but `publisher` subscribes. */
export function parseRtcPath(input: PathInput): TokenRequest {
  return withLife(input, [parseRtcService(input)]);
}

/** `/rtm/:rtmuid/`. */
export function parseRtmPath(input: PathInput): TokenRequest {
  const user = parseRequestedUserId(readParam(input, 'rtmuid'));
  return withLife(input, [{ service: 'rtm', user }]);
}

/** What a user of a stream channel of Signaling has in the RTC channel of that name. */
export function openStreamChannel(channel: string, user: RequestedUser): RequestedService {
  return { service: 'rtc', channel, user, privileges: ['joinChannel', 'publishDataStream'] };
}

/**
 * `/rte/:channelName/:role/:tokenType/:rtcuid/` and `/rte/…/:rtcuid/:rtmuid/`: the request for RTC, then that for
 * Signaling. The latter also opens the stream channel, where the policy gives that: few clients use it.
 */
export function parseRtePath(input: PathInput): readonly [TokenRequest, TokenRequest] {
  const service = parseRtcService(input);
  const user = parseRtmUser(input, service.user);
  const optionalServices = [openStreamChannel(service.channel, user)];
  return [
    withLife(input, [service]),
    { ...withLife(input, [{ service: 'rtm', user }]), optionalServices },
  ];
}

/** `/chat/app/`, and `/chat/account/:chatid/`. */
export function parseChatPath(input: PathInput): TokenRequest {
  const { chatid } = input.params;
  const service: RequestedService =
    chatid === undefined
      ? { service: 'chat', privileges: ['app'] }
      : { service: 'chat', user: parseRequestedUserId(chatid) };
  return withLife(input, [service]);
}
