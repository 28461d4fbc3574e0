import { describe, expect, it } from 'vitest';
import { type AnswerContext, type AnswerKind, GATEWAY_CONTEXT, writeAnswer } from './answer.js';

const write = (
  kind: AnswerKind,
  status: number,
  context: Partial<AnswerContext> = {},
): { readonly headers: unknown; readonly body: Readonly<Record<string, string>> } => {
  const answer = writeAnswer(kind, status, 'some_code', { ...GATEWAY_CONTEXT, ...context });
  expect(answer.status).toBe(status);
  const body = JSON.parse(answer.body) as Readonly<Record<string, string>>;
  return { headers: answer.headers, body };
};

const INVALID = 'Invalid authentication credentials';

describe('the body of an answer', () => {
  it.each<[AnswerKind, string]>([
    ['missing', 'Unauthorized'],
    ['unverified', INVALID],
    ['date', INVALID],
    ['mismatch', INVALID],
  ])('is one of the two texts of the gateway: %s', (kind, message) => {
    expect(write(kind, 401).body).toEqual({ message });
    expect(write(kind, 401, { refusalTexts: 'published' }).body).toEqual({ message });
  });

  // The texts of Kong's plugin.
  it.each<[AnswerKind, string]>([
    ['missing', 'Unauthorized'],
    ['unverified', 'HMAC signature cannot be verified'],
    [
      'date',
      'HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication',
    ],
    ['mismatch', 'HMAC signature does not match'],
  ])('is that of the plugin for hmac: %s', (kind, message) => {
    expect(write(kind, 401, { isHmac: true }).body).toEqual({ message });
  });

  it.each<[AnswerKind, string]>([
    ['missing', 'Unauthorized'],
    ['unverified', INVALID],
    ['date', INVALID],
    ['mismatch', INVALID],
  ])('is the published text for hmac where that is chosen: %s', (kind, message) => {
    expect(write(kind, 401, { isHmac: true, refusalTexts: 'published' }).body).toEqual({ message });
  });

  it.each([
    [400, 'Bad request'],
    [413, 'Request size limit exceeded'],
    [431, 'Request header fields too large'],
    [503, 'Service unavailable'],
  ])('says what is wrong with a message: %i', (status, message) => {
    for (const isHmac of [true, false]) {
      expect(write('request', status, { isHmac }).body).toEqual({ message });
    }
  });

  it.each<[AnswerKind, number, string, string]>([
    ['missing', 401, 'Unauthorized', 'Unauthorized'],
    ['mismatch', 401, INVALID, 'Unauthorized'],
    ['request', 400, 'Bad request', 'InvalidRequest'],
    ['request', 413, 'Request size limit exceeded', 'InvalidRequest'],
    ['request', 503, 'Service unavailable', 'ServiceUnavailable'],
  ])('also has the fields of Conversational AI there: %s %i', (kind, status, message, reason) => {
    expect(write(kind, status, { family: 'conversational-ai' }).body).toEqual({
      message,
      detail: message,
      reason,
    });
  });
});

describe('the header fields of an answer', () => {
  const challenges = [
    ['WWW-Authenticate', 'Basic realm="stagedoor"'],
    ['WWW-Authenticate', 'hmac'],
  ] as const;
  const always = [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['X-Stagedoor-Error', 'some_code'],
  ];

  it('name the code, and on 401 every challenge', () => {
    expect(write('missing', 401, { challenges }).headers).toEqual([...always, ...challenges]);
  });

  it.each([400, 413, 431])('have no challenge where no credential helps: %i', (status) => {
    expect(write('request', status, { challenges }).headers).toEqual(always);
  });

  it('say when to try again', () => {
    expect(write('request', 503, { challenges }).headers).toEqual([
      ...always,
      ['Retry-After', '1'],
    ]);
  });
});
