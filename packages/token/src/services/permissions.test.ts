import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPermissions } from '../../test/any-grant.js';
import { catchTokenError, codeOf } from '../../test/catch-token-error.js';
import { string16, u16 } from '../../test/forge-token.js';
import { ByteReader } from '../wire/byte-reader.js';
import { ByteWriter } from '../wire/byte-writer.js';
import { parsePermissions, readPermissions, writePermissions } from './permissions.js';

const writeBytes = (permissions: ReturnType<typeof readPermissions>): Buffer => {
  const writer = new ByteWriter(64);
  writePermissions(writer, permissions);
  return Buffer.from(writer.written());
};
const read = (bytes: Uint8Array): ReturnType<typeof readPermissions> => {
  const reader = new ByteReader(bytes);
  const permissions = readPermissions(reader);
  expect(reader.remaining).toBe(0);
  return permissions;
};
/** A count, then each number with what is under it. */
const table = (...entries: readonly (readonly [id: number, inner: Uint8Array])[]): Buffer =>
  Buffer.concat([u16(entries.length), ...entries.flatMap(([id, inner]) => [u16(id), inner])]);
const names = (...texts: readonly string[]): Buffer =>
  Buffer.concat([u16(texts.length), ...texts.map(string16)]);

describe('parsePermissions', () => {
  it('takes every resource and every action', () => {
    const lists = { read: ['a', 'b'], write: [] };
    const permissions = {
      messageChannels: lists,
      streamChannels: lists,
      groupChannels: lists,
      serverGroups: lists,
      users: lists,
    };
    expect(parsePermissions(permissions)).toEqual(permissions);
  });

  it('leaves out what is undefined, and keeps what is empty', () => {
    expect(parsePermissions({})).toEqual({});
    expect(parsePermissions({ users: undefined })).toEqual({});
    expect(parsePermissions({ users: { read: undefined } })).toEqual({ users: {} });
    expect(parsePermissions({ users: { read: [''] } })).toEqual({ users: { read: [''] } });
  });

  it('takes a copy: what is changed later is not in it', () => {
    const list = ['a'];
    const permissions = parsePermissions({ users: { read: list } });
    list.push('b');
    expect(permissions).toEqual({ users: { read: ['a'] } });
  });

  it.each([
    [undefined, 'undefined is not a record'],
    [null, 'null is not a record'],
    ['users', '"users" is not a record'],
    [[], 'object is not a record'],
    [new Map([['users', {}]]), 'object is not a record'],
    [{ users: null }, 'null is not a record'],
    [{ users: ['zoe'] }, 'object is not a record'],
    [{ user: {} }, '"user" is none of messageChannels, streamChannels'],
    [{ 4: {} }, '"4" is none of messageChannels'],
    [{ __proto__: null, toString: {} }, '"toString" is none of messageChannels'],
    [{ users: { delete: [] } }, '"delete" is none of read, write'],
    [{ users: { read: 'zoe' } }, '"zoe" is not a list of names'],
    [{ users: { read: null } }, 'null is not a list of names'],
    [{ users: { read: new Set(['zoe']) } }, 'object is not a list of names'],
    [{ users: { read: [7] } }, 'a name is 7'],
    [{ users: { read: Array(1) } }, 'a name is undefined'],
    [{ users: { read: ['\ud83d'] } }, 'a name has half a character'],
    [{ users: { read: ['x'.repeat(65_536)] } }, 'a name has 65536 bytes'],
  ])('refuses %j: %s', (permissions, reason) => {
    const error = catchTokenError(() => parsePermissions(permissions));
    expect(error.code).toBe('invalid_permissions');
    expect(error.message).toContain(`permissions must be like`);
    expect(error.message).toContain(reason);
  });
});

describe('writePermissions', () => {
  it('writes counts, numbers and names, ascending by number whatever the order given', () => {
    const bytes = table(
      [0, table([0, names('lobby', 'zoë')], [1, names()])],
      [4, table([1, names('zoe')])],
    );
    expect(
      writeBytes({
        users: { write: ['zoe'] },
        messageChannels: { write: [], read: ['lobby', 'zoë'] },
      }),
    ).toEqual(bytes);
    expect(writeBytes({})).toEqual(u16(0));
    expect(writeBytes({ users: undefined } as never)).toEqual(u16(0));
  });
});

describe('readPermissions', () => {
  it('reads what was written', () => {
    fc.assert(
      fc.property(anyPermissions, (permissions) => {
        expect(read(writeBytes(parsePermissions(permissions)))).toEqual(permissions);
      }),
      { seed: 51, numRuns: 300 },
    );
  });

  it('reads any order, and numbers that are not known here, which then survive', () => {
    const bytes = table([9, table([2, names('x')], [65_535, names()])], [1, table()]);
    const permissions = read(bytes);
    expect(permissions).toEqual({ streamChannels: {}, 9: { 2: ['x'], 65535: [] } });
    expect(read(writeBytes(permissions))).toEqual(permissions);
  });

  it('refuses a number that comes twice, known or not', () => {
    const twice = [
      table([0, table()], [0, table()]),
      table([7, table()], [7, table()]),
      table([0, table([1, names()], [1, names()])]),
    ];
    for (const bytes of twice) expect(codeOf(() => read(bytes))).toBe('malformed');
  });

  it('refuses every cut, and counts that are lies', () => {
    const bytes = table([0, table([0, names('lobby')])]);
    for (let end = 0; end < bytes.length; end += 1) {
      expect(codeOf(() => read(bytes.subarray(0, end)))).toBe('truncated');
    }
    for (const at of [0, 4, 8, 10]) {
      const lie = Uint8Array.from(bytes).fill(0xff, at, at + 2);
      expect(
        codeOf(() => read(lie)),
        `count at ${at}`,
      ).toBe('truncated');
    }
  });

  it('refuses a name that is no UTF-8', () => {
    const bytes = table([0, table([0, names('ab')])]);
    bytes[bytes.length - 1] = 0xff;
    expect(codeOf(() => read(bytes))).toBe('malformed');
  });
});
