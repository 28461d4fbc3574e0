import { describe, expect, it } from 'vitest';
import { findServiceByName, findServiceByType, serviceNames } from './service-table.js';

const JOINED = [
  ['channel', 'text'],
  ['uid', 'text'],
];
const FOR_A_USER = [['userId', 'text']];

/** The services of the format: type, name, privileges by number from 1 on, fields in the order of the wire. */
const TABLE: readonly (readonly [number, string, readonly string[], readonly string[][]])[] = [
  [
    1,
    'rtc',
    ['joinChannel', 'publishAudioStream', 'publishVideoStream', 'publishDataStream'],
    JOINED,
  ],
  [2, 'rtm', ['login'], FOR_A_USER],
  [3, 'streaming', ['publishMixStream', 'publishRawStream'], JOINED],
  [4, 'fpa', ['login'], []],
  [5, 'chat', ['user', 'app'], FOR_A_USER],
  [6, 'fcdn', ['publish', 'play'], JOINED],
  [
    7,
    'apaas',
    ['roomUser', 'user', 'app'],
    [
      ['room', 'text'],
      ['userId', 'text'],
      ['roomRole', 'int16'],
    ],
  ],
  [8, 'rtm2', ['login'], [...FOR_A_USER, ['permissions', 'permissions']]],
  [9, 'convoai', [], []],
  [10, 'stt', [], []],
];

describe('the service table', () => {
  it('lists ten services, in the order of their numbers', () => {
    expect(serviceNames()).toEqual(TABLE.map(([, name]) => name));
  });

  it.each(TABLE)('has service %d, %s', (type, name, privileges, fields) => {
    const row = findServiceByType(type)!;
    expect(row).toMatchObject({ type, name });
    expect(row.privileges).toEqual(privileges.map((own, i) => ({ id: i + 1, name: own })));
    expect(row.fields.map((field) => [field.name, field.kind])).toEqual(fields);
    expect(findServiceByName(name)).toBe(row);
  });

  it('knows no other number and no other name', () => {
    for (const type of [0, 11, -1, 0xffff, 1.5, Number.NaN]) {
      expect(findServiceByType(type)).toBeUndefined();
    }
    for (const name of ['', 'RTC', 'rtc ', 'toString', '__proto__', 'length']) {
      expect(findServiceByName(name)).toBeUndefined();
    }
  });

  it('has roles in RTC alone, of privileges that RTC has', () => {
    const rows = TABLE.map(([type]) => findServiceByType(type)!);
    expect(rows.filter(({ roles }) => Object.keys(roles).length > 0)).toEqual([rows[0]]);
    const names = rows[0]!.privileges.map(({ name }) => name);
    expect(rows[0]!.roles).toEqual({ publisher: names, subscriber: ['joinChannel'] });
  });

  it('leaves open to any channel and any user only what is joined by channel', () => {
    const open = TABLE.flatMap(([type, name]) =>
      findServiceByType(type)!
        .fields.filter(({ wildcards }) => wildcards.length > 0)
        .map((field) => [name, field.name, field.wildcards]),
    );
    expect(open).toEqual(
      ['rtc', 'streaming', 'fcdn'].flatMap((name) => [
        [name, 'channel', ['', '*']],
        [name, 'uid', ['']],
      ]),
    );
  });

  it('says which fields may be left out, and for which privileges they may not', () => {
    const optional = TABLE.flatMap(([type, name]) =>
      findServiceByType(type)!
        .fields.filter(({ absent }) => absent !== undefined)
        .map((field) => [name, field.name, field.absent, field.neededBy]),
    );
    expect(optional).toEqual([
      ['chat', 'userId', '', ['user']],
      ['apaas', 'room', '', ['roomUser']],
      ['apaas', 'userId', '', ['roomUser', 'user']],
      ['apaas', 'roomRole', -1, undefined],
      ['rtm2', 'permissions', {}, undefined],
    ]);
  });
});
