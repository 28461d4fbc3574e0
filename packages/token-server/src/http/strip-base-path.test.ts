import { describe, expect, it } from 'vitest';
import { stripBasePath } from './strip-base-path.js';

describe('stripBasePath', () => {
  it.each([
    ['/agora/v1/token?x=1', '/agora', '/v1/token?x=1'],
    ['/agora/v1/token', '/agora/', '/v1/token'],
    ['/a/b/', '/a/b', '/'],
    ['/v1/token', '', '/v1/token'],
    ['/v1/token', '/', '/v1/token'],
  ])('gives what is below: %s below %j', (target, basePath, expected) => {
    expect(stripBasePath(target, basePath)).toBe(expected);
  });

  it.each(['/v1/token', '/agoraphobia/v1/token', '/agora', '/agora?x', '/Agora/v1/token', ''])(
    'gives nothing for what is not below: %j',
    (target) => {
      expect(stripBasePath(target, '/agora')).toBe('');
    },
  );
});
