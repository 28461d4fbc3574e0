import { describe, expect, it } from 'vitest';
import { ALL_KNOWN, authorizedBy } from '../../test/explained-request.js';
import { explainRequest } from '../explain-request.js';

describe('the scheme that a request uses', () => {
  it.each([
    ['Basic abc', 'basic'],
    ['basic', 'basic'],
    ['Basic\tabc', 'basic'],
    ['HMAC username="x"', 'hmac'],
    ['agora token=x', 'agora-token'],
    ['agora', 'agora-token'],
    ['agoratoken=x', undefined],
    ['Basically abc', undefined],
    ['Bearer abc', undefined],
    ['', undefined],
  ])('%j is %s', async (authorization, scheme) => {
    expect((await explainRequest(authorizedBy(authorization), ALL_KNOWN)).scheme).toBe(scheme);
  });

  it.each([
    ['x-agora-token', 'agora-token'],
    ['X-Agora-Uid', 'agora-token'],
    ['Signature-Input', 'message-signature'],
    ['Signature', 'message-signature'],
    ['Cookie', undefined],
  ])('is told by %s where there is no Authorization', async (name, scheme) => {
    const report = await explainRequest(authorizedBy(undefined, [name, 'x']), ALL_KNOWN);
    expect(report.scheme).toBe(scheme);
  });
});
