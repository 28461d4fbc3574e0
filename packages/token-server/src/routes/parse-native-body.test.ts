import { describe, expect, it } from 'vitest';
import type { TokenRequest } from '../requests/token-request.js';
import { parseNativeBody } from './parse-native-body.js';

const parse = (text: string): TokenRequest => parseNativeBody(new TextEncoder().encode(text));
const parseFields = (fields: object): TokenRequest => parse(JSON.stringify(fields));
const refused = (code: string, message = ''): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

const STT = { service: 'stt' } as const;
const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';

describe('the body of POST /v1/token', () => {
  it('has a list of services', () => {
    const services = [{ service: 'rtc', channel: 'test', uid: 1234 }, STT];
    expect(parseFields({ appId: APP_ID, expiresInSeconds: 600, services })).toEqual({
      appId: APP_ID,
      expiresInSeconds: 600,
      services: [{ service: 'rtc', channel: 'test', user: { kind: 'uid', uid: 1234 } }, STT],
    });
  });

  it('may have one service at the top', () => {
    const body = { service: 'rtm', userId: 'zoe', appId: APP_ID, expiresInSeconds: 600 };
    expect(parseFields(body)).toEqual({
      appId: APP_ID,
      expiresInSeconds: 600,
      services: [{ service: 'rtm', user: { kind: 'account', account: 'zoe' } }],
    });
  });

  it('leaves what it does not say to the server', () => {
    expect(parseFields(STT)).toEqual({ services: [STT] });
  });

  it.each([
    [{}, 'missing_field', 'services'],
    [{ appId: APP_ID }, 'missing_field', 'services'],
    [{ services: [] }, 'invalid_services', ''],
    [{ services: STT }, 'wrong_field_type', 'services'],
    [{ ...STT, services: [STT] }, 'unknown_field', 'services'],
    [{ services: [STT], expire: 600 }, 'unknown_field', 'expire'],
    [{ services: [STT], expiresInSecond: 600 }, 'unknown_field', 'did you mean expiresInSeconds?'],
    [{ services: [STT], uid: 7 }, 'unknown_field', 'uid'],
    [{ services: [{ ...STT, appId: APP_ID }] }, 'unknown_field', 'appId'],
    [{ services: [STT], appId: 'short' }, 'invalid_app_id', ''],
    [{ services: [STT], appId: null }, 'invalid_app_id', ''],
    [{ services: [STT], appId: [APP_ID] }, 'invalid_app_id', ''],
    [{ services: [STT], expiresInSeconds: '600' }, 'invalid_expiry', '600'],
    [{ services: [STT], expiresInSeconds: 0 }, 'invalid_expiry', '0'],
    [{ services: [STT], expiresInSeconds: null }, 'invalid_expiry', 'null'],
  ])('%j is refused with %s', (fields, code, message) => {
    expect(() => parseFields(fields)).toThrow(refused(code, message));
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'has no field %s, at any level',
    (name) => {
      const field = `"${name}":{"service":"stt","services":[{"service":"stt"}]}`;
      expect(() => parse(`{${field}}`)).toThrow(refused('unknown_field', name));
      expect(() => parse(`{"service":"stt",${field}}`)).toThrow(refused('unknown_field', name));
      expect(() => parse(`{"services":[{"service":"stt",${field}}]}`)).toThrow(
        refused('unknown_field', name),
      );
    },
  );
});
