import { describe, expect, it } from 'vitest';
import { PROFILES, type Profile } from '../../profile.js';
import type { RequestHead } from '../../request.js';
import { listCandidates } from './candidates.js';

const list = (
  host: string,
  httpVersion?: RequestHead['httpVersion'],
  profile: Profile = PROFILES.strict,
): readonly string[] => {
  const head = { method: 'GET', target: '/', headers: [], httpVersion };
  return listCandidates(head, host, profile).map((each) => `${each.host} ${each.version}`);
};

describe('listCandidates', () => {
  it.each([
    ['a.example', ['a.example']],
    ['a.example:8080', ['a.example:8080', 'a.example']],
    ['[::1]:8080', ['[::1]:8080', '[::1]']],
    ['[::1]', ['[::1]']],
    ['a.example:', ['a.example:']],
    ['a.example:80a', ['a.example:80a']],
    ['a:1:2', ['a:1:2', 'a:1']],
    ['', ['']],
  ])('has host %o with and without its port', (host, hosts) => {
    expect(list(host)).toEqual(hosts.map((each) => `${each} HTTP/1.1`));
  });

  it('has the version of the connection, and what a client may have taken it for', () => {
    expect(list('a')).toEqual(['a HTTP/1.1']);
    expect(list('a', '1.0')).toEqual(['a HTTP/1.0']);
    expect(list('a', '1.1')).toEqual(['a HTTP/1.1']);
    expect(list('a', '2')).toEqual(['a HTTP/1.1', 'a HTTP/2.0']);
    expect(list('a', '3')).toEqual(['a HTTP/1.1', 'a HTTP/2.0', 'a HTTP/3.0']);
  });

  it('always has HTTP/1.1 in agora, once', () => {
    expect(list('a', '1.0', PROFILES.agora)).toEqual(['a HTTP/1.1', 'a HTTP/1.0']);
    expect(list('a', '1.1', PROFILES.agora)).toEqual(['a HTTP/1.1']);
    expect(list('a', '2', PROFILES.agora)).toEqual(['a HTTP/1.1', 'a HTTP/2.0']);
  });

  it('has the versions that the operator names, and every host with each', () => {
    const profile = { ...PROFILES.strict, requestLineVersions: ['HTTP/1.0', 'HTTP/2.0'] };
    expect(list('a:1', '1.1', profile)).toEqual([
      'a:1 HTTP/1.0',
      'a:1 HTTP/2.0',
      'a HTTP/1.0',
      'a HTTP/2.0',
    ]);
  });

  it('has none for a version that there is not', () => {
    expect(list('a', 'constructor' as '1.1')).toEqual([]);
  });
});
