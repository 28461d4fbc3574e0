import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueToken, rtc } from '@stagedoor/token';
import type { TokenReport } from '@stagedoor/token/explain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld, type CliRun } from '../../test/test-world.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
const SECONDARY = 'ffffab1e0c0ffee0ca11ab1e0c0fffff';
const FOREIGN = '0123456789abcdef0123456789abcdef';
const CUSTOMER_SECRET = '5ec4e75ec4e75ec4e75ec4e75ec4e751';
const PROJECT = ['--app-id', APP_ID, '--certificate', CERTIFICATE];

const issue = (certificate = CERTIFICATE, uid = 42): string =>
  issueToken({
    appId: APP_ID,
    certificate,
    services: [rtc({ channel: 'stage-1', uid, role: 'publisher' })],
    expiresInSeconds: 3600,
    issuedAt: NOW,
    salt: 1,
  });
const TOKEN = issue();

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

const diagnose = (...argv: readonly string[]): Promise<CliRun> =>
  world.run('token', 'doctor', ...argv);

/** The report as JSON, its kinds and the exit code. */
async function report(
  ...argv: readonly string[]
): Promise<TokenReport & { readonly kinds: readonly string[]; readonly exitCode: number }> {
  const { exitCode, out } = await diagnose(...argv, '--json');
  const parsed = JSON.parse(out) as TokenReport;
  return { ...parsed, kinds: parsed.findings.map(({ kind }) => kind), exitCode };
}

function writeInput(name: string, content: string): string {
  writeFileSync(join(world.cwd, name), content);
  return name;
}

describe('stagedoor token doctor', () => {
  it('says that nothing is wrong, with exit code 0', async () => {
    const { exitCode, out, error } = await diagnose(TOKEN, ...PROJECT, '--channel', 'stage-1');
    expect([exitCode, error]).toEqual([0, '']);
    expect(out).toMatch(
      /^Verdict: accepted; signed with the primary certificate; nothing was found\n/,
    );
    expect(out).toContain('What the token says\nversion');
    expect(out).not.toContain('UNVERIFIED');
  });

  it('says what is wrong, the most likely first, with exit code 1', async () => {
    const { exitCode, out, error } = await diagnose(TOKEN, ...PROJECT, '--uid', '7');
    expect([exitCode, error]).toEqual([1, 'rejected (wrong_uid): see the report: wrong_uid\n']);
    const lines = out.split('\n');
    expect(lines[0]).toBe('Verdict: rejected (wrong_uid); signed with the primary certificate');
    expect(lines.slice(1, 5)).toEqual([
      '',
      '1. fatal wrong_uid',
      '   the token is for user "42", the client joins as "7".',
      expect.stringMatching(/^ {3}Fix: join as .*\.$/),
    ]);
  });

  it('proves nothing where nothing is known, with exit code 0', async () => {
    expect(await report(TOKEN)).toMatchObject({
      exitCode: 0,
      verdict: 'unproven',
      kinds: ['unproven'],
    });
    expect((await diagnose(TOKEN)).out).toMatch(/^Verdict: unproven\n/);
  });

  it('explains a text that is no token, without what it says', async () => {
    const { exitCode, out } = await diagnose(APP_ID, '--app-id', APP_ID);
    expect(exitCode).toBe(1);
    expect(out).toContain('1. fatal app_id_as_token');
    expect(out).not.toContain('What the token says');
  });

  it('explains an empty text', async () => {
    expect(await report('')).toMatchObject({ exitCode: 1, kinds: ['empty_token'] });
    world.stdin = '\n';
    expect(await report('-')).toMatchObject({ exitCode: 1, kinds: ['empty_token'] });
  });

  it('takes the text as it is, but for the end of a piped line', async () => {
    world.stdin = `${TOKEN}\n`;
    expect(await report('-', ...PROJECT)).toMatchObject({ exitCode: 0, kinds: [] });
    world.stdin = `{"token":"${TOKEN}"}`;
    expect(await report('-', ...PROJECT)).toMatchObject({ exitCode: 1, kinds: ['json_answer'] });
    expect(await report(`Bearer ${TOKEN}`, ...PROJECT)).toMatchObject({ kinds: ['header_prefix'] });
  });

  it('colours for a terminal', async () => {
    world.env['FORCE_COLOR'] = '1';
    const { out } = await diagnose(TOKEN, ...PROJECT, '--uid', '7');
    expect(out).toContain('\u001b[31mfatal\u001b[39m wrong_uid');
  });
});

describe('what is known', () => {
  it('can come from files and the environment', async () => {
    const file = writeInput('primary.txt', `${CERTIFICATE}\n`);
    world.env['STAGEDOOR_APP_ID'] = APP_ID;
    const fromFile = await report(TOKEN, '--certificate-file', file);
    expect(fromFile).toMatchObject({ verdict: 'accepted', signedWith: 'primary' });
    world.env['STAGEDOOR_CERTIFICATE'] = CERTIFICATE;
    expect(await report(TOKEN)).toMatchObject({ verdict: 'accepted' });
  });

  it('can be the certificate in standard input', async () => {
    world.stdin = `${CERTIFICATE}\n`;
    const fromInput = await report(TOKEN, '--app-id', APP_ID, '--certificate-file', '-');
    expect(fromInput).toMatchObject({ verdict: 'accepted' });
  });

  it('is two live certificates, and others that only explain', async () => {
    const secondary = ['--certificate', SECONDARY];
    const file = writeInput('staging.txt', FOREIGN);
    const others = ['--certificate-file', file];
    const second = await report(issue(SECONDARY), ...PROJECT, ...secondary, ...others);
    expect(second).toMatchObject({ exitCode: 0, kinds: ['secondary_certificate'] });
    const rest = await report(issue(SECONDARY), ...PROJECT, ...secondary, '--rest');
    expect(rest).toMatchObject({ exitCode: 1, kinds: ['secondary_for_rest'] });
    const foreign = await report(issue(FOREIGN), ...PROJECT, ...secondary, ...others);
    expect(foreign).toMatchObject({ exitCode: 1, kinds: ['other_project_certificate'] });
    expect(foreign.findings[0]?.message).toContain('"staging.txt"');
  });

  it.each([
    ['alone in its file', `${CUSTOMER_SECRET}\n`],
    ['in the file of the console', `key,secret\n${FOREIGN},${CUSTOMER_SECRET}\n`],
  ])('is the customer secret, %s', async (_, content) => {
    const file = writeInput('key_and_secret.txt', content);
    const found = await report(issue(CUSTOMER_SECRET), ...PROJECT, '--customer-secret-file', file);
    expect(found.kinds).toEqual(['customer_secret_as_certificate']);
  });

  it.each([
    [['--channel', 'Stage-1'], ['channel_look_alike']],
    [['--uid', '0'], ['uid_zero_joins']],
    [['--account', 'zoe'], ['uid_for_account']],
    [['--service', 'rtm', '--user-id', 'zoe'], ['service_missing']],
    [['--privilege', 'joinChannel', 'publishAudioStream'], []],
    [['--now', String(NOW + 3659)], ['ended_in_tolerance']],
    [['--channel', 'stage-1', '--uid', '42', '--user-id', 'zoe'], ['fact_not_compared']],
    [['--now', String(NOW + 3659), '--clock-tolerance', '0'], ['expired']],
    [['--now', String(NOW - 5)], ['clock_skew']],
  ])('is what the client did: %j', async (options, kinds) => {
    expect((await report(TOKEN, ...PROJECT, ...options)).kinds).toEqual(kinds);
  });
});

describe('wrong use', () => {
  it.each([
    [['-', '--certificate-file', '-'], 'usage'],
    [[TOKEN, '--service', 'smtp'], 'usage'],
    [[TOKEN, '--uid', 'zoe'], 'usage'],
    [[], 'usage'],
    [[TOKEN, '--certificate-file', 'missing.txt'], 'file_unusable'],
    [[TOKEN, '--customer-secret-file', 'missing.txt'], 'file_unusable'],
  ])('%j has exit code 2 and the code %s', async (argv, code) => {
    const { exitCode, out, error } = await diagnose(...argv, '--json');
    expect([exitCode, out]).toEqual([2, '']);
    expect(JSON.parse(error)).toMatchObject({ error: { code } });
  });
});

describe('no output', () => {
  it('tells a certificate, a secret or the token', async () => {
    const file = writeInput('key_and_secret.txt', CUSTOMER_SECRET);
    const known = [...PROJECT, '--certificate', SECONDARY, '--customer-secret-file', file];
    const swapped = issueToken({
      appId: CERTIFICATE,
      certificate: APP_ID,
      services: [rtc({ channel: 'stage-1', uid: 1, role: 'subscriber' })],
      expiresInSeconds: 60,
    });
    for (const text of [TOKEN, swapped, CERTIFICATE, CUSTOMER_SECRET, `"${TOKEN}`, '']) {
      for (const extra of [[], ['--json'], ['--channel', SECONDARY, '--account', CERTIFICATE]]) {
        const { out, error } = await diagnose(text, ...known, ...extra);
        const said = out + error;
        for (const secret of [CERTIFICATE, SECONDARY, CUSTOMER_SECRET, TOKEN.slice(3, 40)]) {
          expect(said).not.toContain(secret);
        }
      }
    }
  });
});
