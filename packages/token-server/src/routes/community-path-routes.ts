import type { IssuedToken } from '../issue/issued-token.js';
import type { TokenRequest } from '../requests/token-request.js';
import { parseChatPath, parseRtcPath, parseRtePath, parseRtmPath } from './parse-community-path.js';
import type { RouteInput, TokenRoute } from './route.js';
import { writeJson } from './write-json.js';

/** What the addresses of one kind have in common. */
interface PathFamily {
  /** As refusals name what could not be made. */
  readonly subject: string;
  /** One for each token of the answer. */
  readonly parse: (input: RouteInput) => readonly TokenRequest[];
  /** The fields of the answer, one for each token. */
  readonly tokenNames: readonly string[];
}

const nameTokens = (names: readonly string[], issued: readonly IssuedToken[]): object =>
  Object.fromEntries(names.map((name, index) => [name, issued[index]?.token ?? '']));

function createRoute(name: string, path: string, family: PathFamily): TokenRoute {
  const { subject, parse, tokenNames } = family;
  return {
    name,
    method: 'GET',
    path,
    readsBody: false,
    parse: (input) => ({ kind: 'tokens', requests: parse(input) }),
    writeGranted: (issued) => writeJson(200, nameTokens(tokenNames, issued)),
    writeRefused: ({ status, message }) =>
      writeJson(status, { message: `Error Generating ${subject} token: ${message}`, status }),
  };
}

const RTC: PathFamily = {
  subject: 'RTC',
  parse: (input) => [parseRtcPath(input)],
  tokenNames: ['rtcToken'],
};
const RTM: PathFamily = {
  subject: 'RTM',
  parse: (input) => [parseRtmPath(input)],
  tokenNames: ['rtmToken'],
};
const RTE: PathFamily = {
  subject: 'RTC and RTM',
  parse: parseRtePath,
  tokenNames: ['rtcToken', 'rtmToken'],
};
const CHAT: PathFamily = {
  subject: 'Chat',
  parse: (input) => [parseChatPath(input)],
  tokenNames: ['chatToken'],
};

/** The addresses of the community token service that say everything in their path, and their life in `expiry`. */
export const COMMUNITY_PATH_ROUTES: readonly TokenRoute[] = [
  createRoute('rtc', '/rtc/:channelName/:role/:tokenType/:rtcuid/', RTC),
  createRoute('rtm', '/rtm/:rtmuid/', RTM),
  createRoute('rte', '/rte/:channelName/:role/:tokenType/:rtcuid/', RTE),
  createRoute('rte', '/rte/:channelName/:role/:tokenType/:rtcuid/:rtmuid/', RTE),
  createRoute('chat_app', '/chat/app/', CHAT),
  createRoute('chat_account', '/chat/account/:chatid/', CHAT),
  createRoute('chat_account', '/chat/userAccount/:chatid/', CHAT),
];
