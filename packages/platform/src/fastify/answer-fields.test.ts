import { describe, expect, it } from 'vitest';
import { answerFields, commonFields } from './answer-fields.js';

const NOW = 1000;
const limit = { allowed: true, limit: 10, remaining: 9, resetAt: 1001 };

describe('answerFields', () => {
  it('of an answer without more are its type alone', () => {
    expect(answerFields({ status: 200, body: '{}' }, NOW)).toEqual({
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('tell of a limit, and when to come again where it is used up', () => {
    const kept = answerFields({ status: 200, body: '', limit }, NOW);
    expect(kept).toMatchObject({
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '9',
      'x-ratelimit-reset': '1001',
    });
    expect(kept['retry-after']).toBeUndefined();
    const over = { ...limit, allowed: false };
    expect(answerFields({ status: 429, body: '', limit: over }, NOW)['retry-after']).toBe('1');
    // A window that has ended since.
    expect(answerFields({ status: 429, body: '', limit: over }, NOW + 9)['retry-after']).toBe('1');
    const later = { ...over, resetAt: 1003 };
    expect(answerFields({ status: 429, body: '', limit: later }, NOW)['retry-after']).toBe('3');
  });

  it('have every challenge', () => {
    const headers = [
      ['WWW-Authenticate', 'Basic'],
      ['Want-Content-Digest', 'sha-256=10'],
      ['WWW-Authenticate', 'hmac'],
      ['WWW-Authenticate', 'agora'],
    ] as const;
    expect(answerFields({ status: 401, body: '', errorCode: 'a', headers }, NOW)).toMatchObject({
      'x-stagedoor-error': 'a',
      'www-authenticate': ['Basic', 'hmac', 'agora'],
      'want-content-digest': 'sha-256=10',
    });
  });
});

describe('commonFields', () => {
  it('are those of every answer', () => {
    expect(commonFields('a', 'b')).toEqual({
      'x-request-id': 'a',
      'x-resource-id': 'b',
      'cache-control': 'no-store',
    });
  });
});
