import { describe, expect, it } from 'vitest';
import { GATEWAY_CONTEXT } from '../answer.js';
import {
  type AuthError,
  DateMalformedError,
  DateOutsideWindowError,
  SignatureMismatchError,
} from '../errors.js';
import { isSkewRefusal, ServerClocks } from './server-clock.js';

const HMAC = { ...GATEWAY_CONTEXT, isHmac: true };

const toResponse = (error: AuthError): Response => {
  error.setContext(HMAC);
  const { status, headers, body } = error.answer;
  return new Response(body, { status, headers: headers.map(([name, value]) => [name, value]) });
};

const withoutCode = (response: Response): Response => {
  response.headers.delete('x-stagedoor-error');
  return response;
};

describe('isSkewRefusal', () => {
  const skewed = (): Response => toResponse(new DateOutsideWindowError('date', 3600, 300));
  const rows: readonly (readonly [name: string, response: Response, expected: boolean])[] = [
    ['our code', skewed(), true],
    ["the gateway's text without a code", withoutCode(skewed()), true],
    [
      'the text with the code of another reason',
      toResponse(new DateMalformedError('date', 'a')),
      false,
    ],
    ['another refusal', toResponse(new SignatureMismatchError()), false],
    [
      'another refusal without a code',
      withoutCode(toResponse(new SignatureMismatchError())),
      false,
    ],
    [
      'the code with another status',
      new Response('', { status: 400, headers: { 'X-Stagedoor-Error': 'date_outside_window' } }),
      false,
    ],
    [
      'the text with another status',
      new Response(' a valid date or x-date header is required ', { status: 200 }),
      false,
    ],
    ['nothing', new Response(null, { status: 401 }), false],
    [
      'the text in an answer that is too long to read',
      new Response(`a valid date or x-date header is required${' '.repeat(5000)}`, { status: 401 }),
      false,
    ],
  ];

  it.each(rows)('of %s', async (_name, response, expected) => {
    expect(await isSkewRefusal(response)).toBe(expected);
    // Whoever gets it next can read it.
    expect(response.bodyUsed).toBe(false);
    await response.text();
  });

  it('does not wait for the end of an answer without end', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(1000));
      },
    });
    expect(await isSkewRefusal(new Response(body, { status: 401 }))).toBe(false);
  });
});

describe('ServerClocks', () => {
  const withDate = (date: string): Response => new Response(null, { headers: { Date: date } });

  it('is our clock until a server says otherwise, and then that of this server alone', () => {
    let now = 1_700_000_000;
    const clocks = new ServerClocks(() => now);
    expect(clocks.timeAt('http://a')).toBe(now);
    expect(clocks.adjust('http://a', withDate('Tue, 14 Nov 2023 23:13:20 GMT'))).toBe(true);
    now += 10;
    expect(clocks.timeAt('http://a')).toBe(1_700_003_610);
    expect(clocks.timeAt('http://b')).toBe(now);
    expect(clocks.adjust('http://a', withDate('Tue, 14 Nov 2023 22:13:25 GMT'))).toBe(true);
    expect(clocks.timeAt('http://a')).toBe(1_700_000_005);
  });

  it.each([[new Response()], [withDate('soon')], [withDate('2023-11-14')]])(
    'takes no time from %s',
    (response) => {
      const clocks = new ServerClocks(() => 7);
      expect(clocks.adjust('http://a', response)).toBe(false);
      expect(clocks.timeAt('http://a')).toBe(7);
    },
  );
});
