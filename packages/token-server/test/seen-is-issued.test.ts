/** For any request in any form: what the policy saw is what the token carries. */
import { RTC_PRIVILEGES, type TokenService } from '@stagedoor/token';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestedService, RequestedUser } from '../src/requests/token-request.js';
import { RecordingServer, type SentRequest } from './recording-server.js';

const server = new RecordingServer();
const JSON_HEADERS = { 'content-type': 'application/json' };

const text = fc.oneof(
  fc.constantFrom('zoe', '0', '7', '007', ' 7', '-7', '7.0', '1e3', '4294967296', '７', 'é', '..'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const number = fc.oneof(
  fc.integer({ min: 0, max: 4_294_967_295 }),
  fc.constantFrom(0, -0, -1, 1.5, 4_294_967_296),
);
const channel = fc.oneof(fc.constantFrom('test', 'a b', 'a%2fb', '*', ''), text);
const role = fc.constantFrom('publisher', 'subscriber', 'admin');
const privileges = fc.subarray([...RTC_PRIVILEGES, 'login', 'app', 'publish', 'user', 'roomUser']);
const nativeService = fc.record<Record<string, unknown>, 'service'>(
  {
    service: fc.constantFrom(
      'rtc',
      'rtm',
      'rtm2',
      'chat',
      'apaas',
      'streaming',
      'fcdn',
      'fpa',
      'stt',
      'convoai',
      'video',
    ),
    channel,
    room: channel,
    uid: fc.oneof(number, text),
    account: text,
    userId: fc.oneof(number, text),
    role,
    privileges,
    roomRole: fc.integer({ min: -3, max: 3 }),
  },
  { requiredKeys: ['service'] },
);

const toPost = (target: string, body: object): SentRequest => ({
  method: 'POST',
  target,
  body: JSON.stringify(body),
  headers: JSON_HEADERS,
});

/** Half of what is said of a service is said of another: fields that it has not are left out mostly, so that some pass. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  rtc: ['channel', 'uid', 'role'],
  rtm: ['userId'],
  rtm2: ['userId'],
  chat: ['userId'],
  apaas: ['room', 'userId', 'roomRole'],
  streaming: ['channel', 'account', 'privileges'],
  fcdn: ['channel', 'uid', 'privileges'],
};

const likely = nativeService.map((service) => {
  const fields = ['service', ...(FIELDS[String(service.service)] ?? [])];
  return Object.fromEntries(Object.entries(service).filter(([name]) => fields.includes(name)));
});

const LONE_SURROGATES = /\p{Surrogate}/gu;

const segments = (...parts: readonly string[]): string =>
  parts.map((part) => encodeURIComponent(part.replaceAll(LONE_SURROGATES, ''))).join('/');

const request: fc.Arbitrary<SentRequest> = fc.oneof(
  fc
    .array(fc.oneof({ arbitrary: likely, weight: 4 }, nativeService), {
      maxLength: 4,
    })
    .map((services) => toPost('/v1/token', { services })),
  likely.map((service) => toPost('/v1/token', service)),
  fc
    .record({
      uid: fc.oneof(number, text),
      ChannelName: channel,
      role: fc.constantFrom(0, 1, 2, 3),
    })
    .map((body) => toPost('/fetch_rtc_token', body)),
  fc
    .record({ tokenType: fc.constantFrom('rtc', 'rtm', 'chat'), channel, role, uid: text })
    .map((body) => toPost('/getToken', body)),
  fc
    .tuple(
      fc.constantFrom('rtc', 'rte'),
      channel,
      role,
      fc.constantFrom('uid', 'userAccount'),
      text,
    )
    .map((parts) => ({ method: 'GET', target: `/${segments(...parts)}/` })),
  fc
    .tuple(fc.constantFrom('rtm', 'chat/account'), text)
    .map(([base, user]) => ({ method: 'GET', target: `/${base}/${segments(user)}/` })),
);

const writeUser = (user: RequestedUser | undefined): string => {
  if (user?.kind === 'uid') return String(user.uid);
  return user?.kind === 'account' ? user.account : '';
};

/** Of the services whose tokens need no choice of privileges. */
const SOLE: Readonly<Record<string, readonly string[]>> = {
  rtm: ['login'],
  rtm2: ['login'],
  fpa: ['login'],
  chat: ['user'],
};

function namesOf({
  role: asked,
  privileges: listed,
  channel: place,
  service,
}: RequestedService): readonly string[] {
  if (listed !== undefined) return listed;
  if (service === 'rtc') return asked === 'publisher' ? RTC_PRIVILEGES : ['joinChannel'];
  if (service === 'apaas') return [place === undefined ? 'user' : 'roomUser'];
  return SOLE[service] ?? [];
}

const SEPARATOR = '\u0001';
const joinParts = (...parts: readonly string[]): string => parts.join(SEPARATOR);

/** A service as the policy saw it, in one text. */
const describeSeen = (seen: RequestedService): string =>
  joinParts(
    seen.service,
    seen.channel ?? '',
    writeUser(seen.user),
    namesOf(seen).toSorted().join(),
  );

/** A service as the token carries it, in the same form. */
function describeIssued(issued: TokenService): string {
  const loose: Partial<Record<'channel' | 'room' | 'uid' | 'userId' | 'service', string>> = issued;
  const { channel: place = loose.room ?? '', uid = loose.userId ?? '' } = loose;
  return joinParts(issued.service, place, uid, Object.keys(issued.privileges).toSorted().join());
}

/** What belongs to a room beside it, and is not asked for by itself. */
const isCompanion = (issued: TokenService, all: readonly TokenService[]): boolean =>
  (issued.service === 'rtm' || issued.service === 'chat') &&
  all.some((each) => each.service === 'apaas' && each.room !== '');

describe('what the policy saw', () => {
  it('is what the tokens carry, and a refusal carries none', async () => {
    let granted = 0;
    await fc.assert(
      fc.asyncProperty(request, async (sent) => {
        const { status, opened, questions } = await server.send(sent);
        expect(status).toBeLessThan(500);
        granted += status === 200 ? 1 : 0;
        const asked = status === 200 ? questions : [];
        const seen = asked.map(({ service }) => describeSeen(service));
        const issued = opened.flatMap((services) =>
          services.filter(
            (each) => seen.includes(describeIssued(each)) || !isCompanion(each, services),
          ),
        );
        expect(issued.map(describeIssued).toSorted()).toEqual(seen.toSorted());
      }),
      { numRuns: 3000 },
    );
    // Else the property would hold for a server that refuses everything.
    expect(granted).toBeGreaterThan(500);
  });
});
