import { describe, expect, it } from 'vitest';
import { serveProject } from './serve-project.js';
import type { TokenProject } from './token-project.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
const PROJECT: TokenProject = { appId: APP_ID, certificates: [CERTIFICATE] };

describe('serveProject', () => {
  it('has the project, whether it is named or not, and no other', () => {
    const projects = serveProject(PROJECT);
    expect(projects.find(undefined)).toEqual(PROJECT);
    expect(projects.find(APP_ID)).toEqual(PROJECT);
    expect(projects.find(APP_ID.toUpperCase())).toBeUndefined();
    expect(projects.find('')).toBeUndefined();
  });

  it.each<readonly [TokenProject, string]>([
    [{ ...PROJECT, appId: 'short' }, 'invalid_app_id'],
    [{ ...PROJECT, certificates: ['short'] }, 'invalid_certificate'],
    [{ ...PROJECT, certificates: [CERTIFICATE, 'short'] }, 'invalid_certificate'],
  ])('cannot be %j', (project, code) => {
    expect(() => serveProject(project)).toThrow(expect.objectContaining({ code }));
  });
});
