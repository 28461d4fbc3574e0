import { describe, expect, it } from 'vitest';
import { answerGranted, answerNotFound, answerPreflight, answerRefused } from './token-answers.js';

describe('an answer of the token server', () => {
  it('has the token and 200 as text', async () => {
    const answer = answerGranted('007abc');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ token: '007abc', code: '200' });
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  it('has the reason in place of the token where it refuses, and the stable code in a header', async () => {
    const answer = answerRefused({ status: 413, code: 'body_too_large', reason: 'too large' });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toEqual({ token: 'too large', code: '413' });
    expect(answer.headers.get('x-stagedoor-error')).toBe('body_too_large');
  });

  it('is plain text where there is nothing', async () => {
    const answer = answerNotFound();
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answer.text()).toContain('POST /fetch_rtc_token');
  });

  it('answers a preflight with 200 and no body', async () => {
    const answer = answerPreflight();
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });

  it('lets pages of every origin read it', () => {
    const refused = answerRefused({ status: 400, code: 'invalid_json', reason: 'no' });
    for (const answer of [answerGranted('007abc'), refused, answerNotFound(), answerPreflight()]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-allow-methods')).toBe('POST, OPTIONS');
      expect(answer.headers.get('access-control-allow-headers')).toBe('*, Authorization');
    }
  });

  it('is never cached where it holds a token', () => {
    expect(answerGranted('007abc').headers.get('cache-control')).toBe('no-store');
  });
});
