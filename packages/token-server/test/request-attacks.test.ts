/** Requests that are made to be read in two ways, or to break what reads them. None may reach the policy. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordingServer } from './recording-server.js';

const server = new RecordingServer();
const refusedUnseen = (code: string): object => ({ status: 400, code, questions: [] });

const utf16 = (text: string): Uint8Array =>
  Uint8Array.from([0xff, 0xfe, ...text.split('').flatMap((c) => [c.charCodeAt(0), 0])]);

/** The POST routes, with a body that each of them takes. */
const POSTS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['/v1/token', { service: 'rtc', channel: 'test', uid: 7 }],
  ['/fetch_rtc_token', { uid: 7, ChannelName: 'test', role: 1 }],
  ['/getToken', { tokenType: 'rtc', channel: 'test', uid: '7' }],
  ['/v1/token/renew', { token: '007' }],
];

describe.each(POSTS)('POST %s', (target, fields) => {
  const [first = ''] = Object.keys(fields);
  const value = fields[first];
  const text = JSON.stringify(fields);

  it.each([
    ['nothing', ''],
    ['a list', `[${text}]`],
    ['a text', JSON.stringify(text)],
    ['null', 'null'],
    ['two objects', text + text],
    ['a comment', `${text}//`],
    ['a form', 'uid=7&ChannelName=test&role=1'],
    ['an end too early', text.slice(0, -1)],
    ['UTF-16', utf16(text)],
    ['bytes that are no text', Uint8Array.of(0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d)],
    ['nesting without an end', '['.repeat(16_000)],
    ['objects without an end', '{"a":'.repeat(3000)],
  ])('refuses %s', async (_, body) => {
    expect(await server.post(target, body)).toMatchObject(refusedUnseen('invalid_json'));
  });

  it('refuses a field that is there twice, however it is written', async () => {
    const again = `${JSON.stringify(first)}:${JSON.stringify(value)}`;
    const escaped = `"\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}${first.slice(1)}":1`;
    for (const more of [again, escaped]) {
      const answer = await server.post(target, `${text.slice(0, -1)},${more}}`);
      expect(answer).toMatchObject(refusedUnseen('repeated_field'));
    }
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'takes nothing out of %s, and leaves all objects as they are',
    async (name) => {
      const answer = await server.post(target, `{"${name}":${text}}`);
      expect(answer).toMatchObject({ status: 400, questions: [] });
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(({} as Record<string, unknown>)[first]).toBeUndefined();
    },
  );
});

describe('any request at all', () => {
  const target = fc.constantFrom(...POSTS.map(([path]) => path));
  const written = fc.constantFrom(...POSTS.map(([, fields]) => JSON.stringify(fields)));
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc.json(),
    fc
      .tuple(written, fc.nat(60), fc.nat(3), fc.string({ maxLength: 3 }))
      .map(([text, at, cut, more]) => text.slice(0, at) + more + text.slice(at + cut)),
  );

  it('with a body is answered, and not with a failure of the server', async () => {
    await fc.assert(
      fc.asyncProperty(target, body, async (path, sent) => {
        expect((await server.post(path, sent)).status).toBeLessThan(500);
      }),
      { numRuns: 2000 },
    );
  });

  it('with an address is answered, and not with a failure of the server', async () => {
    const segment = fc.oneof(
      fc.constantFrom(
        'rtc',
        'rtm',
        'rte',
        'chat',
        'app',
        'account',
        'uid',
        '7',
        '%',
        '%2f',
        '..',
        '?',
      ),
      fc.webPath(),
      fc.string({ maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 7 }), async (segments) => {
        expect((await server.get(`/${segments.join('/')}`)).status).toBeLessThan(500);
      }),
      { numRuns: 2000 },
    );
  });

  it('may hold much that the route ignores, as deep as it likes', async () => {
    const deep = `${'{"a":['.repeat(1000)}${']}'.repeat(1000)}`;
    const sent = `{"x":${deep},"uid":7,"ChannelName":"test","role":2}`;
    const { opened } = await server.post('/fetch_rtc_token', sent);
    expect(opened).toMatchObject([[{ channel: 'test', uid: '7' }]]);
  });
});

describe('a body with a byte order mark', () => {
  it('is the same without it', async () => {
    const body = '\uFEFF{"service":"rtc","channel":"test","uid":7}';
    const { opened } = await server.post('/v1/token', body);
    expect(opened).toMatchObject([[{ channel: 'test', uid: '7' }]]);
  });
});

const CHANNELS = [
  'a/b',
  '../test',
  'a\\b',
  'test\u0000',
  'test\r\nx: y',
  'te\u200bst',
  'tést',
  'te\u0301st',
  'ｔｅｓｔ',
  'tеst',
  'test*',
  '*',
  '💥',
  '\ud800',
  'x'.repeat(64),
  'x'.repeat(5000),
];

describe('a channel', () => {
  const asks: readonly (readonly [string, (channel: string) => ReturnType<typeof server.get>])[] = [
    ['POST /v1/token', (channel) => server.post('/v1/token', { service: 'rtc', channel, uid: 7 })],
    [
      'POST /fetch_rtc_token',
      (channel) => server.post('/fetch_rtc_token', { uid: 7, ChannelName: channel, role: 1 }),
    ],
    [
      'POST /getToken',
      (channel) => server.post('/getToken', { tokenType: 'rtc', channel, uid: '7' }),
    ],
  ];

  it.each(asks.flatMap(([name, ask]) => CHANNELS.map((channel) => [name, channel, ask] as const)))(
    'of %s cannot be %j',
    async (_, channel, ask) => {
      expect(await ask(channel)).toMatchObject({ status: 400, code: 'invalid_channel' });
    },
  );

  it.each(CHANNELS.slice(0, -1).filter((channel) => channel !== '\ud800'))(
    'of an address cannot be %j',
    async (channel) => {
      const target = `/rtc/${encodeURIComponent(channel)}/publisher/uid/7/`;
      const { status, code } = await server.get(target);
      expect([`${status} ${code}`]).toContainEqual(
        expect.stringMatching(/^(400 invalid_channel|404 route_not_found)$/),
      );
    },
  );

  it.each([
    '/rtc/../publisher/uid/7/',
    '/rtc/%2e%2e/publisher/uid/7/',
    '/rtc/./publisher/uid/7/',
    '/rtc/a%2fb/publisher/uid/7/',
    '/rtc/a%5cb/publisher/uid/7/',
    '/rtc/a%00/publisher/uid/7/',
    '/rtc//publisher/uid/7/',
    '/ping/../rtc/test/publisher/uid/7/',
    '/rtc/test/publisher/uid/7/../8/',
    '/rtc/test;x=1/publisher/uid/7/extra/',
    '//rtc/test/publisher/uid/7/',
    'http://localhost/rtc/test/publisher/uid/7/',
    '*',
  ])('is at no address that hops read in different ways: %s', async (target) => {
    const answer = await server.get(target);
    expect(answer).toMatchObject({ status: 404, code: 'route_not_found', questions: [] });
  });

  it('is compared as it is, letter case too', async () => {
    const { opened } = await server.get('/rtc/TesT/publisher/uid/7/');
    expect(opened).toMatchObject([[{ channel: 'TesT' }]]);
  });
});

describe('an account', () => {
  it('is another one composed than decomposed', async () => {
    const opened = await Promise.all(
      ['é', 'e\u0301'].map(async (account) => {
        const body = { service: 'rtc', channel: 'test', account };
        return (await server.post('/v1/token', body)).opened;
      }),
    );
    expect(opened).toMatchObject([[[{ uid: 'é' }]], [[{ uid: 'e\u0301' }]]]);
  });

  it.each(['\ud800', 'x'.repeat(256), 'é'.repeat(128)])('cannot be %j', async (account) => {
    const body = { service: 'rtc', channel: 'test', account };
    const answer = await server.post('/v1/token', body);
    expect(answer).toMatchObject({ status: 400, code: 'invalid_account' });
  });
});

describe('a query', () => {
  it.each(['expiry=1&expiry=2', 'expiry=600&expiry=600', 'expiry=1&%65xpiry=2'])(
    'may not say its life twice: %s',
    async (query) => {
      const answer = await server.get(`/rtc/test/publisher/uid/7/?${query}`);
      expect(answer).toMatchObject(refusedUnseen('repeated_field'));
    },
  );

  it('says nothing of channel and user', async () => {
    const { opened } = await server.get('/rtm/zoe/?rtmuid=ben&__proto__=x&uid=8');
    expect(opened).toMatchObject([[{ userId: 'zoe' }]]);
  });

  it('says nothing in a native request', async () => {
    const body = { service: 'rtm', userId: 'zoe' };
    const { opened } = await server.post('/v1/token?userId=ben&service=rtc', body);
    expect(opened).toMatchObject([[{ service: 'rtm', userId: 'zoe' }]]);
  });
});
