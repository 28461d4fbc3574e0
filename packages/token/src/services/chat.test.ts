import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { contentOf } from '../../test/content-of.js';
import { forgeContent, forgeService } from '../../test/forge-token.js';
import { sampleIssue } from '../../test/sample-options.js';
import { issueToken } from '../issue-token.js';
import { chatApp, chatUser, type ChatGrant } from './chat.js';

const issue = (grant: ChatGrant): string => issueToken(sampleIssue({ services: [grant] }));

describe('chatUser', () => {
  it('logs one user in', () => {
    const services = [forgeService(5, [[1, 0]], ['c8a1'])];
    expect(contentOf(issue(chatUser({ userId: 'c8a1' })))).toEqual(forgeContent({ services }));
  });

  it('writes a number in decimal, and a life of its own', () => {
    const services = [forgeService(5, [[1, 60]], ['7'])];
    const grant = chatUser({ userId: 7, privilegesExpireInSeconds: 60 });
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
  });

  it('refuses to leave the user out', () => {
    for (const options of [{}, { userId: '' }, { userId: 0 }, undefined, null]) {
      expect(codeOf(() => issue(chatUser(options as never)))).toBe('invalid_user_id');
    }
  });
});

describe('chatApp', () => {
  it('is for the app, and names no user', () => {
    const services = [forgeService(5, [[2, 0]], [''])];
    expect(contentOf(issue(chatApp()))).toEqual(forgeContent({ services }));
    expect(contentOf(issue(chatApp(null as never)))).toEqual(forgeContent({ services }));
  });

  it('can have a life of its own, within the limits', () => {
    const services = [forgeService(5, [[2, 86_400]], [''])];
    const grant = chatApp({ privilegesExpireInSeconds: 86_400 });
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
    const long = chatApp({ privilegesExpireInSeconds: 86_401 });
    expect(codeOf(() => issue(long))).toBe('expiry_too_long');
    const strange = chatApp({ privilegesExpireInSeconds: null as never });
    expect(codeOf(() => issue(strange))).toBe('invalid_expiry');
  });
});

describe('a Chat grant written by hand', () => {
  it('may have both privileges, and then needs the user', () => {
    const grant: ChatGrant = { service: 'chat', privileges: ['app', 'user'] };
    expect(codeOf(() => issue(grant))).toBe('invalid_user_id');
    const wire = [
      [1, 0],
      [2, 0],
    ] as const;
    const services = [forgeService(5, wire, ['zoe'])];
    expect(contentOf(issue({ ...grant, userId: 'zoe' }))).toEqual(forgeContent({ services }));
  });

  it('may name a user for the app, who must be one', () => {
    const grant: ChatGrant = { service: 'chat', privileges: ['app'], userId: 'zoe' };
    const services = [forgeService(5, [[2, 0]], ['zoe'])];
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
    expect(codeOf(() => issue({ ...grant, userId: '' }))).toBe('invalid_user_id');
  });

  it('must say which of the two privileges it has', () => {
    const grant = { service: 'chat', userId: 'zoe' } as never;
    expect(codeOf(() => issue(grant))).toBe('invalid_role');
  });
});
