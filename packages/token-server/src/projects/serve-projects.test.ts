import { describe, expect, it } from 'vitest';
import { serveProjects } from './serve-projects.js';

const ONE = { appId: 'a'.repeat(32), certificates: ['1'.repeat(32)] } as const;
const TWO = { appId: 'b'.repeat(32), certificates: ['2'.repeat(32), '3'.repeat(32)] } as const;

describe('serveProjects', () => {
  it('finds each project by its App ID, and none where none is named', () => {
    const projects = serveProjects([ONE, TWO]);
    expect(projects.find(ONE.appId)).toEqual(ONE);
    expect(projects.find(TWO.appId)).toEqual(TWO);
    expect(projects.find(undefined)).toBeUndefined();
    expect(projects.find('c'.repeat(32))).toBeUndefined();
    expect(projects.find('__proto__')).toBeUndefined();
  });

  it('need not be told which where there is one', () => {
    expect(serveProjects([TWO]).find(undefined)).toEqual(TWO);
  });

  it('cannot have two of one App ID', () => {
    expect(() => serveProjects([ONE, { ...TWO, appId: ONE.appId }])).toThrow(
      expect.objectContaining({ code: 'invalid_app_id' }),
    );
  });
});
