import {
  InvalidAppIdError,
  InvalidCertificateError,
  InvalidChannelError,
  InvalidOptionError,
  InvalidServicesError,
  InvalidTimeError,
} from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import {
  CallerMissingError,
  NotGrantedError,
  RouteNotFoundError,
  TooManyTokenRequestsError,
} from '../errors.js';
import { CallerRefusedError } from '../callers/errors.js';
import { refusalOf } from './refusal-of.js';

const CHALLENGES = { asking: 'Bearer', refusing: 'Bearer error="invalid_token"' };
const NONE = { asking: undefined, refusing: undefined };

describe('refusalOf', () => {
  it('tells the caller of its own mistake', () => {
    expect(refusalOf(new InvalidChannelError('is empty'), CHALLENGES)).toEqual({
      status: 400,
      code: 'invalid_channel',
      message: expect.stringContaining('is empty'),
      reason: expect.stringContaining('is empty'),
      headers: {},
    });
    expect(refusalOf(new InvalidAppIdError('it is short'), CHALLENGES).status).toBe(400);
  });

  it.each([
    new InvalidCertificateError('it is short'),
    new InvalidTimeError('now', 'it is late'),
    new InvalidServicesError('there are none'),
    new InvalidOptionError('no such option'),
    new TypeError('secret detail'),
    'secret detail',
    undefined,
  ])('tells the caller nothing of what is the server’s: %s', (error) => {
    expect(refusalOf(error, CHALLENGES)).toEqual({
      status: 500,
      code: 'internal_error',
      message: 'the server failed; ask again later',
      reason: 'the server failed; ask again later',
      headers: {},
    });
  });

  it('keeps the detail for the operator', () => {
    const { message, reason } = refusalOf(new NotGrantedError('rule "a" says no'), CHALLENGES);
    expect(reason).toBe('rule "a" says no');
    expect(message).not.toContain('rule "a"');
  });

  it.each([
    [new CallerMissingError(), CHALLENGES, { 'www-authenticate': 'Bearer' }],
    [
      new CallerRefusedError('x'),
      CHALLENGES,
      { 'www-authenticate': 'Bearer error="invalid_token"' },
    ],
    [new CallerRefusedError('x'), NONE, {}],
    [new NotGrantedError('x'), CHALLENGES, {}],
    [new RouteNotFoundError([]), CHALLENGES, {}],
    [new RouteNotFoundError(['GET', 'POST']), CHALLENGES, { allow: 'GET, POST, OPTIONS' }],
    [new TooManyTokenRequestsError('x', 3), CHALLENGES, { 'retry-after': '3' }],
  ])('has the headers that belong to it: %s', (error, challenges, headers) => {
    expect(refusalOf(error, challenges).headers).toEqual(headers);
  });
});
