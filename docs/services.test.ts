/** The tables of the guide say what the code says: the services of the source, and the builders of the official package. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import * as token from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import type { FieldRow, ServiceRow } from '../packages/token/src/services/service-row.js';
import { findServiceByName, serviceNames } from '../packages/token/src/services/service-table.js';

const GUIDE = readFileSync(new URL('guide/issue-tokens.md', import.meta.url), 'utf8');
const OFFICIAL = createRequire(import.meta.url)('agora-token') as Readonly<Record<string, object>>;

/** What every function of a class has. */
const NOT_BUILDERS = ['length', 'name', 'prototype'];

/** The cells of the first table under a heading, without its head. */
function readTable(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = GUIDE.split(`\n## ${heading}\n`);
  const [table = ''] = /(?:^\|.*\n)+/m.exec(section) ?? [];
  const rows = table.trim().split('\n').slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const code = (text: string): string => `\`${text}\``;
const codeNames = (cell: string): readonly string[] =>
  [...cell.matchAll(/`(?<name>\w+)`/g)].map(({ groups }) => groups?.['name'] ?? '');

function describeField({ name, absent, neededBy }: FieldRow): string {
  if (absent === undefined) return code(name);
  return neededBy === undefined
    ? `optional ${code(name)}`
    : `${code(name)} for ${neededBy.map(code).join(' or ')}`;
}

const describeWildcards = ({ name, wildcards }: FieldRow): string =>
  `${code(name)} ${wildcards.map((value) => (value === '' ? 'empty' : code(value))).join(' or ')}`;

/** The columns of a service that come from its row: all but the grant. */
function describeRow({ type, name, privileges, fields }: ServiceRow): readonly string[] {
  const open = fields.filter(({ wildcards }) => wildcards.length > 0);
  return [
    String(type),
    code(name),
    privileges.map((privilege) => code(privilege.name)).join(', '),
    fields.map(describeField).join(', '),
    open.map(describeWildcards).join(', '),
  ];
}

describe('the table of all services', () => {
  const table = readTable('All services');

  it('has one line for each service of the source, in its words', () => {
    const rows = serviceNames().map((name) => findServiceByName(name));
    expect(table.map(([type, name, , ...others]) => [type, name, ...others])).toEqual(
      rows.map((row) => (row === undefined ? [] : describeRow(row))),
    );
  });

  it('numbers privileges from 1 on, as its head says', () => {
    const ids = serviceNames().flatMap((name) =>
      (findServiceByName(name)?.privileges ?? []).map(({ id }, index) => id - index),
    );
    expect(new Set(ids)).toEqual(new Set([1]));
  });

  it('names functions that there are', () => {
    const grants = table.flatMap(([, , cell = '']) => codeNames(cell));
    expect(grants.length).toBeGreaterThanOrEqual(table.length);
    expect(grants.filter((grant) => !(grant in token))).toEqual([]);
  });
});

describe('the table of official builders', () => {
  it('has each of them once', () => {
    const builders = Object.entries(OFFICIAL)
      .filter(([name]) => name.endsWith('Builder'))
      .flatMap(([name, builder]) =>
        Object.getOwnPropertyNames(builder)
          .filter((property) => !NOT_BUILDERS.includes(property))
          .map((property) => `${name}.${property}`),
      );
    const shown = readTable('In place of the official builders').flatMap(([cell = '']) =>
      cell.split(', ').map((name) => name.replaceAll('`', '')),
    );
    expect(shown.toSorted()).toEqual(builders.toSorted());
  });
});
