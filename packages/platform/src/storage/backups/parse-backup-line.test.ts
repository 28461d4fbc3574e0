import { describe, expect, it } from 'vitest';
import { parseBackupLine } from './parse-backup-line.js';

describe('parseBackupLine', () => {
  it.each([
    [
      'header',
      '{"format":"stagedoor-backup","formatVersion":1,"migration":"0001","createdAt":1,"tables":[{"name":"a","key":["b"],"columns":["b"]}]}',
    ],
    ['batch', '{"table":"a","rows":[["text",1,null]]}'],
    ['trailer', '{"end":true,"tables":[{"name":"a","rows":1,"sha256":"00"}],"sha256":"00"}'],
  ])('tells a %s', (kind, text) => {
    const line = parseBackupLine(text);
    expect(line).toEqual({ kind, [kind]: JSON.parse(text) as unknown });
  });

  it.each([
    '',
    'text',
    '[]',
    'null',
    '{}',
    '{"table":"a"}',
    '{"table":"a","rows":[[true]]}',
    '{"table":"a","rows":[[1.5]]}',
    '{"table":"a","rows":[{}]}',
    '{"end":false,"tables":[],"sha256":""}',
    '{"format":"stagedoor-backup","formatVersion":0,"migration":"","createdAt":1,"tables":[]}',
  ])('refuses %j', (text) => {
    expect(() => parseBackupLine(text)).toThrow(
      expect.objectContaining({ code: 'backup_invalid' }) as Error,
    );
  });
});
