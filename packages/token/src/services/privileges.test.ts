import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { parsePrivilege, parsePrivileges, type PrivilegeTable } from './privileges.js';

const TABLE: PrivilegeTable = {
  name: 'sample',
  privileges: [
    { id: 3, name: 'enter' },
    { id: 7, name: 'speak' },
    { id: 9, name: 'leave' },
  ],
  roles: { guest: ['leave', 'enter'], nobody: [] },
};
const parse = (source: unknown, allowLong = false): unknown =>
  parsePrivileges(TABLE, source as never, allowLong);

describe('parsePrivilege', () => {
  it('finds the row of a name, and names all where there is none', () => {
    expect(parsePrivilege(TABLE, 'speak')).toEqual({ id: 7, name: 'speak' });
    expect(codeOf(() => parsePrivilege(TABLE, 'Speak'))).toBe('invalid_privilege');
    expect(codeOf(() => parsePrivilege(TABLE, '7'))).toBe('invalid_privilege');
    expect(() => parsePrivilege(TABLE, 'sing')).toThrow('enter, speak, leave');
  });
});

describe('parsePrivileges', () => {
  it('gives those of a role, ascending by number, with one life', () => {
    expect(parse({ role: 'guest' })).toEqual([
      { id: 3, expiresInSeconds: 0 },
      { id: 9, expiresInSeconds: 0 },
    ]);
    expect(parse({ role: 'guest', privilegesExpireInSeconds: 60 })).toEqual([
      { id: 3, expiresInSeconds: 60 },
      { id: 9, expiresInSeconds: 60 },
    ]);
  });

  it('gives those of a list once each, as long as the token', () => {
    expect(parse({ privileges: ['leave', 'enter', 'leave'] })).toEqual([
      { id: 3, expiresInSeconds: 0 },
      { id: 9, expiresInSeconds: 0 },
    ]);
  });

  it('gives those of a record, each with its own life', () => {
    expect(parse({ privileges: { speak: 5, enter: 86_400 } })).toEqual([
      { id: 3, expiresInSeconds: 86_400 },
      { id: 7, expiresInSeconds: 5 },
    ]);
  });

  it('refuses one life for all beside a life for each, so that neither is passed over', () => {
    const both = { privileges: { enter: 5 }, privilegesExpireInSeconds: 60 };
    expect(codeOf(() => parse(both))).toBe('invalid_privilege');
  });

  it('refuses a role and privileges together, so that neither wins by chance', () => {
    const both = { role: 'guest', privileges: ['enter'] };
    expect(codeOf(() => parse(both))).toBe('invalid_privilege');
  });

  it('refuses roles that the table does not have', () => {
    for (const role of ['host', '', 'toString', '__proto__', 'constructor', undefined, null]) {
      expect(codeOf(() => parse({ role }))).toBe('invalid_role');
    }
    expect(() => parse({ role: 'host' })).toThrow(
      /"host" is not a role of sample; use one of guest, nobody, or list privileges: enter/,
    );
  });

  it('refuses no privileges at all, of a list, a record or a role', () => {
    expect(codeOf(() => parse({ privileges: [] }))).toBe('invalid_privilege');
    expect(codeOf(() => parse({ privileges: {} }))).toBe('invalid_privilege');
    expect(codeOf(() => parse({ role: 'nobody' }))).toBe('invalid_privilege');
  });

  it('refuses unknown privileges among known ones', () => {
    expect(codeOf(() => parse({ privileges: ['enter', 'sing'] }))).toBe('invalid_privilege');
    expect(codeOf(() => parse({ privileges: { enter: 0, sing: 0 } }))).toBe('invalid_privilege');
    expect(codeOf(() => parse({ privileges: [undefined] }))).toBe('invalid_privilege');
    expect(codeOf(() => parse({ privileges: 'enter' }))).toBe('invalid_privilege');
  });

  it('refuses lives that cannot be used, and says of which privilege', () => {
    for (const seconds of [-1, 0.5, Number.NaN, '5', null, undefined]) {
      expect(codeOf(() => parse({ privileges: { speak: seconds } }))).toBe('invalid_expiry');
    }
    expect(() => parse({ privileges: { enter: 0, speak: -1 } })).toThrow(/^the life of speak/);
    expect(codeOf(() => parse({ privileges: { speak: 86_401 } }))).toBe('expiry_too_long');
    expect(parse({ privileges: { speak: 86_401 } }, true)).toEqual([
      { id: 7, expiresInSeconds: 86_401 },
    ]);
  });
});
