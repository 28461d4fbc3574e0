import { describe, expect, it } from 'vitest';
import { APP_ID } from '../../test/explained-request.js';
import { parseRequestFacts } from './parse-request-facts.js';
import { findAppIdInPath, isAppId } from './request-evidence.js';

describe('findAppIdInPath', () => {
  it.each([
    [`/v1/projects/${APP_ID}/fls`, APP_ID],
    [`/dev/v2/project/${APP_ID.toUpperCase()}`, APP_ID.toUpperCase()],
    [`/a/${APP_ID}?b`, APP_ID],
    [`/a/${APP_ID}0/b`, undefined],
    [`/a?b=${APP_ID}`, undefined],
    ['/', undefined],
  ])('of %s is %s', (target, appId) => {
    expect(findAppIdInPath(target)).toBe(appId);
  });
});

describe('isAppId', () => {
  it('knows the one that is given and the one of the path, in any letter case', () => {
    const facts = parseRequestFacts({ appId: 'f'.repeat(32) });
    expect(isAppId('F'.repeat(32), '/', facts)).toBe(true);
    expect(isAppId(APP_ID, `/a/${APP_ID}`, facts)).toBe(true);
    expect(isAppId('zoe', `/a/${APP_ID}`, facts)).toBe(false);
    expect(isAppId('', '/', parseRequestFacts({}))).toBe(false);
  });
});
