import { describe, expect, it } from 'vitest';
import { splitAuthorization } from './authorization.js';

describe('splitAuthorization', () => {
  it.each([
    ['Basic abc=', 'basic', 'abc='],
    ['HMAC username="a b", algorithm="c"', 'hmac', 'username="a b", algorithm="c"'],
    ['agora token=007a==', 'agora', 'token=007a=='],
    ['Basic    abc=', 'basic', 'abc='],
    ['Basic \t abc=', 'basic', 'abc='],
    ['Basic', 'basic', ''],
    ['Basic ', 'basic', ''],
    ['Basic :', 'basic', ':'],
    ['', '', ''],
    // The scheme ends at a space and nowhere else.
    ['Basic\tabc=', 'basic\tabc=', ''],
    ['Basic:abc=', 'basic:abc=', ''],
    ['"hmac username=', '"hmac', 'username='],
  ])('of %o', (value, scheme, rest) => {
    expect(splitAuthorization(value)).toEqual({ scheme, rest });
  });
});
