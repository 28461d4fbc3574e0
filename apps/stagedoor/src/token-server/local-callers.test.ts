import { describe, expect, it } from 'vitest';
import { localCallers } from './local-callers.js';

const authenticate = (headers: Readonly<Record<string, string>>): unknown =>
  localCallers.authenticate({ header: (name) => headers[name] });

describe('callers of this machine', () => {
  it.each([
    {},
    { host: 'localhost:8082' },
    { host: '127.0.0.1:8082', origin: 'http://localhost:3000' },
    { host: '[::1]:8082', origin: 'http://[::1]:3000' },
    { host: 'app.localhost', origin: 'https://app.localhost' },
  ])('are let in: %j', (headers) => {
    expect(authenticate(headers)).toMatchObject({ kind: 'anonymous' });
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'file://' },
    { origin: 'http://localhost.evil.example' },
    { origin: 'http://127.0.0.1.evil.example' },
    { origin: 'http://localhost, https://evil.example' },
    // A name that its owner lets lead to this machine.
    { host: 'evil.example:8082' },
    { host: 'localhost@evil.example' },
    { host: '' },
  ])('are no pages of other sites: %j', (headers) => {
    expect(() => authenticate(headers)).toThrow(
      expect.objectContaining({ code: 'page_not_local', status: 403 }) as Error,
    );
  });
});
