/** The units of deploy/systemd: read by systemd itself where it is installed, and else as far as their text goes. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './findings.mjs';

const FOLDER = join(ROOT, 'deploy/systemd');
const ANALYZE = '/usr/bin/systemd-analyze';
/** Of 100. A unit that says nothing of itself has 96. */
const MAX_EXPOSURE = '15';

const units = readdirSync(FOLDER).filter((name) => name.endsWith('.service'));

/** The settings of a unit by section. One that is there twice has all its values. */
const parseUnit = (name) => {
  const sections = {};
  let section;
  for (const [index, line] of readFileSync(join(FOLDER, name), 'utf8').split('\n').entries()) {
    const [, header] = /^\[(\w+)\]$/.exec(line) ?? [];
    const [, key, value] = /^([A-Z]\w*)=(.*)$/.exec(line) ?? [];
    if (header !== undefined) section = sections[header] ??= {};
    else if (key !== undefined && section !== undefined) (section[key] ??= []).push(value);
    else if (line !== '' && !line.startsWith('#')) throw new Error(`${name}:${index + 1}: ${line}`);
  }
  return sections;
};

/** What systemd says of a copy whose program there is. */
const analyze = (args) => {
  if (!existsSync(ANALYZE)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-units-'));
  try {
    return units.flatMap((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(FOLDER, name), 'utf8');
      writeFileSync(path, text.replace('/usr/bin/stagedoor', process.execPath));
      const { status, stdout, stderr } = spawnSync(ANALYZE, [...args, path], { encoding: 'utf8' });
      return status === 0 && stderr === '' ? [] : [`${name}: ${stderr}${stdout}`];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** `KEY=value` lines, as systemd and shells read them. */
const readEnvironment = (name) =>
  Object.fromEntries(
    readFileSync(join(FOLDER, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => /^(\w+)=(\S+)$/.exec(line)?.slice(1) ?? [line, undefined]),
  );

describe('the units', () => {
  it('are two', () => {
    expect(units).toEqual(['stagedoor-token-server.service', 'stagedoor.service']);
  });

  it('are understood by systemd, where it is installed', () => {
    expect(analyze(['verify', '--man=no'])).toEqual([]);
  });

  it('are hardened by its own measure, where it is installed', () => {
    const measure = ['security', '--offline=true', '--no-pager', `--threshold=${MAX_EXPOSURE}`];
    expect(analyze(measure)).toEqual([]);
  });

  it.each(units)(
    '%s starts as its own user, read-only but for its folder, without a capability',
    (name) => {
      const { Unit, Service, Install } = parseUnit(name);
      const place = name.replace('.service', '');
      expect(Unit).toHaveProperty('Description');
      expect(Install).toEqual({ WantedBy: ['multi-user.target'] });
      expect(Service).toMatchObject({
        User: ['stagedoor'],
        EnvironmentFile: [`/etc/stagedoor/${place}.env`],
        StateDirectory: [place],
        WorkingDirectory: [`/var/lib/${place}`],
        ProtectSystem: ['strict'],
        NoNewPrivileges: ['yes'],
        CapabilityBoundingSet: [''],
        Restart: ['on-failure'],
      });
      // What Node.js cannot do without.
      expect(Service).not.toHaveProperty('MemoryDenyWriteExecute');
      expect(Service.RestrictAddressFamilies[0].split(' ')).toContain('AF_INET6');
    },
  );

  it.each(units)('%s starts a command that there is', (name) => {
    const [words] = parseUnit(name).Service.ExecStart.map((line) => line.split(' '));
    expect(words[0]).toBe('/usr/bin/stagedoor');
    const program = join(ROOT, 'apps/stagedoor/bin/stagedoor.js');
    const { status, stdout } = spawnSync(process.execPath, [program, ...words.slice(1), '--help'], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toContain(`stagedoor ${words[1]}`);
  });

  it.each(units)('%s has an example of its environment, in the form that systemd reads', (name) => {
    const environment = readEnvironment(name.replace('.service', '.env'));
    expect(Object.values(environment)).not.toContain(undefined);
    expect(environment).toMatchObject({
      STAGEDOOR_HOST: '127.0.0.1',
      STAGEDOOR_BEHIND_TLS_PROXY: 'true',
    });
  });
});
