import { describe, expect, it } from 'vitest';
import {
  checkDatabaseUrl,
  nameLocation,
  parseDatabaseLocation,
} from './parse-database-location.js';

const invalid = expect.objectContaining({ code: 'database_location_invalid' }) as Error;

describe('parseDatabaseLocation', () => {
  it.each([
    ['postgres://user@host:5432/name', { url: 'postgres://user@host:5432/name' }],
    ['postgresql:///name?host=/run/postgresql', { url: 'postgresql:///name?host=/run/postgresql' }],
    ['data/stagedoor.db', { file: '/srv/stage/data/stagedoor.db' }],
    ['/var/lib/stagedoor.db', { file: '/var/lib/stagedoor.db' }],
    ['file:///var/lib/a%20b.db', { file: '/var/lib/a b.db' }],
    ['postgres', { file: '/srv/stage/postgres' }],
  ])('reads %s', (text, expected) => {
    expect(parseDatabaseLocation(text, '/srv/stage')).toEqual(expected);
  });

  it.each([
    '',
    ' ',
    'mysql://host/name',
    'https://host/name',
    'sqlite://stagedoor.db',
    'file://elsewhere/stagedoor.db',
    'postgres://user:secret@host:port/name',
  ])('refuses %j', (text) => {
    expect(() => parseDatabaseLocation(text, '/srv/stage')).toThrow(invalid);
  });

  it('repeats no password', () => {
    expect(() => parseDatabaseLocation('postgres://user:marked@host:x/name', '/')).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('marked') as string,
      }) as Error,
    );
  });
});

describe('checkDatabaseUrl', () => {
  it('gives the URL back as it is', () => {
    expect(checkDatabaseUrl('postgres://a:b@c/d')).toBe('postgres://a:b@c/d');
  });
});

describe('nameLocation', () => {
  it('leaves out who connects', () => {
    expect([
      nameLocation({ url: 'postgres://user:secret@host:6432/name?sslmode=verify-full' }),
      nameLocation({ file: '/var/lib/stagedoor.db' }),
    ]).toEqual(['postgres://host:6432/name', '/var/lib/stagedoor.db']);
  });
});
