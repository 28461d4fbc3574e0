import { fingerprintToken, verifyToken, type MatchedToken } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { createTokenHandler, type TokenHandlerOptions } from './token-handler.js';
import type { TokenOutcome } from './token-outcome.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
const NOW = 1_700_000_000;

const BASE: TokenHandlerOptions = { appId: APP_ID, certificate: CERTIFICATE, now: () => NOW };

function post(body: string, path = '/fetch_rtc_token'): Request {
  return new Request(`http://localhost${path}`, { method: 'POST', body });
}

async function ask(
  fields: object,
  options: TokenHandlerOptions = BASE,
): Promise<{ readonly response: Response; readonly token: string; readonly code: string }> {
  const response = await createTokenHandler(options)(post(JSON.stringify(fields)));
  const { token, code } = (await response.json()) as { token: string; code: string };
  return { response, token, code };
}

function verify(token: string, channel: string, uid: number): MatchedToken {
  return verifyToken(token, {
    appId: APP_ID,
    certificates: [CERTIFICATE],
    now: NOW,
    expect: { service: 'rtc', channel, uid },
  });
}

describe('POST /fetch_rtc_token', () => {
  it('answers with a token for the channel, the user and the role', async () => {
    const { response, token, code } = await ask({ uid: 1234, ChannelName: 'test', role: 1 });
    expect(response.status).toBe(200);
    expect(code).toBe('200');
    const { matchedService, expiresInSeconds } = verify(token, 'test', 1234);
    expect(expiresInSeconds).toBe(3600);
    expect(Object.keys(matchedService.privileges)).toEqual([
      'joinChannel',
      'publishAudioStream',
      'publishVideoStream',
      'publishDataStream',
    ]);
  });

  it('gives a subscriber the right to join, and no other', async () => {
    const { token } = await ask({ uid: 7, channelName: 'test', role: 2 });
    expect(Object.keys(verify(token, 'test', 7).matchedService.privileges)).toEqual([
      'joinChannel',
    ]);
  });

  it('lets tokens live as long as it is told', async () => {
    const { token } = await ask(
      { uid: 7, ChannelName: 'test', role: 1 },
      { ...BASE, tokenLifeSeconds: 40 },
    );
    expect(verify(token, 'test', 7).expiresAt).toBe(NOW + 40);
  });

  it('draws a new salt for each token, or asks for one', async () => {
    const fields = { uid: 7, ChannelName: 'test', role: 1 };
    const [first, second] = [await ask(fields), await ask(fields)];
    expect(first.token).not.toBe(second.token);
    const salted = await ask(fields, { ...BASE, salt: () => 99 });
    expect(verify(salted.token, 'test', 7).salt).toBe(99);
  });

  it.each([
    [{ uid: 1, ChannelName: '', role: 1 }, 'invalid_channel'],
    [{ uid: 1, ChannelName: 'a'.repeat(64), role: 1 }, 'invalid_channel'],
    [{ uid: 1, ChannelName: 'straße', role: 1 }, 'invalid_channel'],
    [{ uid: 1, ChannelName: '../*', role: 1 }, 'invalid_channel'],
    [{ uid: -1, ChannelName: 'test', role: 1 }, 'invalid_uid'],
    [{ uid: 4294967296, ChannelName: 'test', role: 1 }, 'invalid_uid'],
    [{ uid: 1.5, ChannelName: 'test', role: 1 }, 'invalid_uid'],
    [{ uid: '1', ChannelName: 'test', role: 1 }, 'wrong_field_type'],
    [{ uid: 1, ChannelName: 'test', role: 9 }, 'unknown_role'],
    [{ uid: 1, ChannelName: 'test' }, 'missing_field'],
  ])('refuses %j with 400 and the code %s', async (fields, errorCode) => {
    const { response, token, code } = await ask(fields);
    expect(response.status).toBe(400);
    expect(code).toBe('400');
    expect(token).not.toMatch(/^007/);
    expect(token.length).toBeGreaterThan(10);
    expect(response.headers.get('x-stagedoor-error')).toBe(errorCode);
  });

  it('refuses what is no JSON with 400, and a body over the limit with 413', async () => {
    const handler = createTokenHandler({ ...BASE, maxBodyBytes: 64 });
    const broken = await handler(post('{"uid":'));
    expect(await broken.json()).toMatchObject({ code: '400' });
    const large = await handler(
      post(JSON.stringify({ uid: 1, ChannelName: 'a'.repeat(64), role: 1 })),
    );
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ code: '413' });
  });

  it('gives each of many callers at the same time its own token', async () => {
    const handler = createTokenHandler(BASE);
    const callers = Array.from({ length: 2000 }, (_, index) => index + 1);
    await Promise.all(
      callers.map(async (uid) => {
        const role = uid % 2 === 0 ? 1 : 2;
        const body = JSON.stringify({ uid, ChannelName: `room-${uid}`, role });
        const slowly = new ReadableStream<Uint8Array>({
          async start(controller) {
            for (const character of body) {
              controller.enqueue(new TextEncoder().encode(character));
              if (uid % 3 === 0) await Promise.resolve();
            }
            controller.close();
          },
        });
        const request = new Request('http://localhost/fetch_rtc_token', {
          method: 'POST',
          body: slowly,
          duplex: 'half',
        });
        const { token } = (await (await handler(request)).json()) as { token: string };
        const { matchedService } = verify(token, `room-${uid}`, uid);
        expect(Object.keys(matchedService.privileges)).toHaveLength(role === 1 ? 4 : 1);
      }),
    );
  });
});

describe('other requests', () => {
  it('OPTIONS is answered with 200 and the CORS headers', async () => {
    const request = new Request('http://localhost/fetch_rtc_token', { method: 'OPTIONS' });
    const response = await createTokenHandler(BASE)(request);
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])(
    '%s is answered with 404 in plain text',
    async (method) => {
      const response = await createTokenHandler(BASE)(
        new Request('http://localhost/fetch_rtc_token', { method }),
      );
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    },
  );

  it.each([
    '/',
    '/fetch_rtc_token/',
    '/Fetch_rtc_token',
    '/fetch_rtc_token/..',
    '/x/../fetch_rtc_tokens',
  ])('the path %s is answered with 404', async (path) => {
    expect((await createTokenHandler(BASE)(post('{}', path))).status).toBe(404);
  });
});

describe('the operator', () => {
  async function outcomesOf(
    fields: object,
    options: TokenHandlerOptions = BASE,
  ): Promise<TokenOutcome[]> {
    const outcomes: TokenOutcome[] = [];
    await ask(fields, { ...options, onOutcome: (outcome) => outcomes.push(outcome) });
    return outcomes;
  }

  it('learns who got what, with the fingerprint in place of the token', async () => {
    const outcomes: TokenOutcome[] = [];
    const { token } = await ask(
      { uid: 7, ChannelName: 'test', role: 2 },
      { ...BASE, onOutcome: (outcome) => outcomes.push(outcome) },
    );
    expect(outcomes).toEqual([
      {
        kind: 'granted',
        channel: 'test',
        uid: 7,
        role: 'subscriber',
        issuedAt: NOW,
        expiresInSeconds: 3600,
        fingerprint: fingerprintToken(token),
      },
    ]);
    expect(JSON.stringify(outcomes)).not.toContain(token);
  });

  it('learns why a request was refused', async () => {
    expect(await outcomesOf({ uid: -1, ChannelName: 'test', role: 1 })).toEqual([
      { kind: 'refused', status: 400, code: 'invalid_uid', reason: expect.stringContaining('-1') },
    ]);
  });

  it('learns the cause of a failure that the caller learns nothing of', async () => {
    let calls = 0;
    const brokenClock: TokenHandlerOptions = {
      ...BASE,
      now: () => {
        calls += 1;
        if (calls > 1) throw new Error(`clock broke with ${CERTIFICATE}`);
        return NOW;
      },
    };
    const outcomes: TokenOutcome[] = [];
    const { response, token } = await ask(
      { uid: 1, ChannelName: 'test', role: 1 },
      { ...brokenClock, onOutcome: (outcome) => outcomes.push(outcome) },
    );
    expect(response.status).toBe(500);
    expect(token).not.toContain(CERTIFICATE);
    expect(outcomes).toMatchObject([
      { kind: 'failed', code: 'internal_error', cause: { message: /clock broke/ } },
    ]);
  });

  it('gets no token out of a server whose log fails', async () => {
    const { response, token } = await ask(
      { uid: 1, ChannelName: 'test', role: 1 },
      {
        ...BASE,
        onOutcome: (outcome) => {
          if (outcome.kind === 'granted') throw new Error('the disk is full');
        },
      },
    );
    expect(response.status).toBe(500);
    expect(token).not.toMatch(/^007/);
  });

  it.each([
    [{ appId: 'short' }, 'invalid_app_id'],
    [{ certificate: 'short' }, 'invalid_certificate'],
    [{ tokenLifeSeconds: 86401 }, 'expiry_too_long'],
    [{ now: () => NOW * 1000 }, 'invalid_time'],
  ])('learns at the start, not at the first request, that %j cannot be used', (options, code) => {
    expect(() => createTokenHandler({ ...BASE, ...options })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('the certificate', () => {
  it('is in no answer and in no outcome', async () => {
    const seen: string[] = [];
    const handler = createTokenHandler({
      ...BASE,
      maxBodyBytes: 200,
      onOutcome: (outcome) => seen.push(JSON.stringify(outcome)),
    });
    const bodies = [
      '',
      '{',
      '[]',
      '{"uid":"x"}',
      '{"uid":1,"ChannelName":"test","role":1}',
      'x'.repeat(300),
    ];
    for (const body of bodies) {
      const response = await handler(post(body));
      seen.push(await response.text(), JSON.stringify([...response.headers]));
    }
    expect(seen.join('\n').toLowerCase()).not.toContain(CERTIFICATE);
  });
});
