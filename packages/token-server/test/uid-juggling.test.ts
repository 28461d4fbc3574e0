/**
 * One user, written in many ways. Whatever a route reads in them: the token is for the very user whom the policy saw, and
 * that one is what was asked for, or nobody.
 */
import { describe, expect, it } from 'vitest';
import type { PolicyQuestion } from '../src/policy/policy.js';
import { RecordingServer, type RecordedAnswer } from './recording-server.js';

const server = new RecordingServer();

/** JSON texts in the place of a uid. */
const JSON_UIDS = [
  '1234',
  '1234.0',
  '1234.0000000000000000001',
  '1.234e3',
  '1E3',
  '0',
  '-0',
  '-0.0',
  '-1',
  '1.5',
  '4294967295',
  '4294967296',
  '4294968530',
  '18446744073709551616',
  '1e400',
  `1${'0'.repeat(300)}`,
  '"1234"',
  '"1234.0"',
  '"1e3"',
  '" 12"',
  '"12 "',
  '"0012"',
  '"0x10"',
  '"-1"',
  '"-0"',
  '"+12"',
  '"１２３４"',
  '"1234\\u0000"',
  '"1234\\u200b"',
  '"4294967296"',
  '"NaN"',
  '"Infinity"',
  '"null"',
  '"undefined"',
  '""',
  '"0"',
  'true',
  'false',
  'null',
  '[1234]',
  '["1234"]',
  '{}',
  '{"valueOf":1}',
  '{"toString":"1234"}',
  '{"kind":"anyone"}',
  '{"kind":"uid","uid":1234}',
];

/** What a text may become on the wire: the number that it writes, or itself. */
function allowedUsers(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  if (typeof value === 'number') return [value === 0 ? '' : String(value)];
  if (typeof value !== 'string') return [];
  return value === '0' ? ['', '0'] : [value];
}

function writeAsked({ service }: PolicyQuestion): string | undefined {
  const { user } = service;
  if (user?.kind === 'uid') return String(user.uid);
  return user?.kind === 'account' ? user.account : user && '';
}

/** All users that tokens of an answer are for. */
const usersOf = ({ opened }: RecordedAnswer): readonly string[] =>
  opened.flat().map((service) => {
    if ('uid' in service) return service.uid;
    return 'userId' in service ? service.userId : 'nobody';
  });

/** The users of an answer, if any: those whom the policy saw, and none but those that are written. */
function findFault(answer: RecordedAnswer, allowed: readonly string[]): string | undefined {
  const users = usersOf(answer);
  const asked = answer.questions.map(writeAsked);
  if (answer.status >= 500) return `status ${answer.status}`;
  if (answer.status !== 200) return users.length === 0 ? undefined : 'a refusal with a token';
  const stranger = users.find((user) => !asked.includes(user));
  if (stranger !== undefined) return `${stranger} was not seen by the policy, but ${asked.join()}`;
  const wrong = users.find((user) => !allowed.includes(user));
  return wrong === undefined ? undefined : `${wrong} is not what was written`;
}

const native = (fields: string): Promise<RecordedAnswer> => server.post('/v1/token', `{${fields}}`);

const JSON_PLACES: readonly (readonly [string, (json: string) => Promise<RecordedAnswer>])[] = [
  ['uid', (uid) => native(`"service":"rtc","channel":"test","uid":${uid}`)],
  ['account', (uid) => native(`"service":"rtc","channel":"test","account":${uid}`)],
  [
    'uid of fcdn',
    (uid) => native(`"service":"fcdn","channel":"a","uid":${uid},"privileges":["play"]`),
  ],
  ['userId of rtm', (uid) => native(`"service":"rtm","userId":${uid}`)],
  ['userId of chat', (uid) => native(`"service":"chat","userId":${uid}`)],
  ['userId of apaas', (uid) => native(`"service":"apaas","userId":${uid}`)],
  [
    'uid of a list',
    (uid) => native(`"services":[{"service":"rtc","channel":"test","uid":${uid}}]`),
  ],
  [
    'uid of the quickstart',
    (uid) => server.post('/fetch_rtc_token', `{"uid":${uid},"ChannelName":"test","role":1}`),
  ],
  [
    'uid of getToken',
    (uid) => server.post('/getToken', `{"tokenType":"rtc","channel":"test","uid":${uid}}`),
  ],
  ['uid of getToken rtm', (uid) => server.post('/getToken', `{"tokenType":"rtm","uid":${uid}}`)],
];

describe.each(JSON_PLACES)('the %s', (_, ask) => {
  it.each(JSON_UIDS)('%s is that user, or nobody', async (json) => {
    const answer = await ask(json);
    expect(findFault(answer, allowedUsers(json))).toBeUndefined();
  });
});

const TEXT_UIDS = JSON_UIDS.map((json) => JSON.parse(json) as unknown).filter(
  (value): value is string => typeof value === 'string' && value !== '',
);

const PATHS: readonly (readonly [string, (uid: string) => string])[] = [
  ['/rtc/…/uid/', (uid) => `/rtc/test/publisher/uid/${uid}/`],
  ['/rtc/…/userAccount/', (uid) => `/rtc/test/publisher/userAccount/${uid}/`],
  ['/rtm/', (uid) => `/rtm/${uid}/`],
  ['/rte/…/uid/', (uid) => `/rte/test/publisher/uid/${uid}/`],
  ['/rte/…/userAccount/', (uid) => `/rte/test/publisher/userAccount/${uid}/`],
  ['/chat/account/', (uid) => `/chat/account/${uid}/`],
];

describe.each(PATHS)('the address %s', (_, toPath) => {
  it.each([...TEXT_UIDS, '1e3', '1.0', '%31234', '1234,5', '1234;5', '0x4d2'])(
    'with %j is for that user, or nobody',
    async (uid) => {
      const answer = await server.get(toPath(encodeURIComponent(uid)));
      expect(findFault(answer, allowedUsers(JSON.stringify(uid)))).toBeUndefined();
    },
  );
});

describe('these guards', () => {
  it('see a user whom the policy did not see', async () => {
    const careless = new RecordingServer({
      decide: ({ service }) => ({
        kind: 'granted',
        granted: {
          ...service,
          user: { kind: 'uid', uid: 8 },
          rule: 'careless',
          maxLifeSeconds: 60,
        },
      }),
    });
    const answer = await careless.get('/rtc/test/publisher/uid/7/');
    expect(findFault(answer, ['7'])).toContain('8 was not seen');
  });

  it('let through what is right', async () => {
    const answers = [
      await native('"service":"rtc","channel":"test","uid":1234.0'),
      await native('"service":"rtc","channel":"test","account":"0012"'),
      await server.get('/rtc/test/publisher/uid/1234/'),
      await server.post('/getToken', '{"tokenType":"rtc","channel":"test","uid":"1234"}'),
    ];
    expect(answers.map(usersOf)).toEqual([['1234'], ['0012'], ['1234'], ['1234']]);
  });

  it.each(['4294967296', '4294968530', '18446744073709551616'])(
    'refuse the uid %s, which the community service cuts to 32 bits',
    async (uid) => {
      expect((await server.get(`/rtc/test/publisher/uid/${uid}/`)).code).toBe('invalid_uid');
      const body = { tokenType: 'rtc', channel: 'test', uid };
      expect((await server.post('/getToken', body)).code).toBe('invalid_uid');
    },
  );
});
