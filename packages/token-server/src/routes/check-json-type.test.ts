import { describe, expect, it } from 'vitest';
import { checkJsonType } from './check-json-type.js';

describe('the content type of a native request', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json ;charset=utf-8',
  ])('may be %s', (contentType) => {
    expect(() => checkJsonType(contentType)).not.toThrow();
  });

  // Those that a page may send anywhere without being asked: Fetch standard, "CORS-safelisted request-header".
  it.each([
    undefined,
    '',
    'text/plain',
    'text/plain;charset=UTF-8',
    'text/plain; application/json',
    'text/plain, application/json',
    'application/json, text/plain',
    'application/json; a=b, text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json-patch+json',
    ' application/json',
  ])('may not be %j', (contentType) => {
    expect(() => checkJsonType(contentType)).toThrow(
      expect.objectContaining({ code: 'unsupported_media_type', status: 415 }),
    );
  });
});
