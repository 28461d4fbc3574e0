import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';

const EXAMPLES = fileURLToPath(new URL('../../../../examples/policies/', import.meta.url));
const ZOE = { kind: 'jwt', id: 'zoe', issuer: 'https://login.example.com', claims: { sub: 'zoe' } };
const CALL = { service: 'rtc', channel: 'call:zoe:max', uid: 7 };

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  for (const file of ['policy.json', 'tests.json']) {
    writeFileSync(join(world.cwd, file), readFileSync(join(EXAMPLES, 'one-to-one-call', file)));
  }
});

afterEach(() => {
  world.dispose();
});

const run = async (...argv: readonly string[]): Promise<readonly [number, string, string]> => {
  const { exitCode, out, error } = await world.run('policy', ...argv);
  return [exitCode, out, error];
};

const write = (file: string, document: unknown): void => {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  writeFileSync(join(world.cwd, file), text);
};

const tryIt = (
  caller: object,
  request: object,
  ...more: readonly string[]
): ReturnType<typeof run> =>
  run(
    'try',
    'policy.json',
    '--caller',
    JSON.stringify(caller),
    '--request',
    JSON.stringify(request),
    ...more,
  );

describe('stagedoor policy check', () => {
  it('lists the rules of a policy', async () => {
    expect(await run('check', 'policy.json')).toEqual([
      0,
      'policy.json is a policy of 3 rules\n  1  blocked-accounts\n  2  own-calls\n  3  ringing\n',
      '',
    ]);
  });

  it('prints JSON, and reads standard input', async () => {
    world.stdin = '{"version":1,"rules":[{"name":"a","deny":"no"}]}';
    expect(await run('check', '-', '--json')).toEqual([
      0,
      '{"valid":true,"rules":["a"],"remarks":[]}\n',
      '',
    ]);
  });

  it('names what is seldom meant', async () => {
    const grant = { role: 'subscriber', user: { account: { claim: 'sub' } }, maxLifeSeconds: 60 };
    write('wide.json', {
      version: 1,
      rules: [{ name: 'a', callers: [{ kind: 'jwt' }], services: ['rtc'], grant }],
    });
    expect(await run('check', 'wide.json')).toEqual([
      0,
      expect.stringMatching(
        /^wide\.json is a policy of 1 rule\n {2}1 {2}a\nSeldom meant: rules\[0\] takes JWTs of every issuer/,
      ),
      '',
    ]);
  });

  it('says all that is wrong, with its place', async () => {
    write('bad.json', {
      version: 1,
      rules: [{ name: 'a', deny: 'no', when: 'request.chanel == ""', wen: 1 }],
    });
    expect(await run('check', 'bad.json')).toEqual([
      2,
      '',
      [
        'error (policy_invalid): bad.json:',
        '  rules[0].wen is unknown: did you mean when?',
        '  rules[0].when cannot be used: character 1: request has no chanel: did you mean channel?',
        '',
      ].join('\n'),
    ]);
  });

  it.each([
    ['{"version": 1,}', /^error \(policy_invalid\): bad\.json: the document is not JSON/],
    ['{"version": 1, "version": 1}', /has the key "version" twice/],
    ['[]', /the document must be an object, and is a list/],
  ])('refuses %s', async (text, message) => {
    write('bad.json', text);
    expect(await run('check', 'bad.json')).toEqual([2, '', expect.stringMatching(message)]);
  });

  it('needs the file', async () => {
    expect(await run('check', 'absent.json')).toEqual([
      2,
      '',
      expect.stringContaining('(file_unusable)'),
    ]);
  });
});

describe('stagedoor policy try', () => {
  it('shows what is granted, and what became of each rule', async () => {
    expect(await tryIt(ZOE, CALL)).toEqual([
      0,
      [
        'Granted by rule own-calls',
        '  service         rtc',
        '  channel         call:zoe:max',
        '  user            {"derivedUid":"zoe"}',
        '  role            publisher',
        '  maxLifeSeconds  3600',
        '',
        'RULE              EFFECT  WHAT BECAME OF IT',
        'blocked-accounts  denies  when: the condition is false',
        'own-calls         grants  decides',
        'ringing           grants  services: the service is rtc',
        '',
      ].join('\n'),
      '',
    ]);
  });

  it('ends with 1 where nothing is granted, and says why', async () => {
    const [exitCode, out, error] = await tryIt(ZOE, { ...CALL, channel: 'call:a:b' });
    expect([exitCode, out.split('\n')[0], error]).toEqual([
      1,
      'Denied',
      expect.stringMatching(
        /^rejected \(not_granted\): no rule grants it: .*own-calls: the condition is false/,
      ),
    ]);
  });

  it('names the rule that denies, and one that would match', async () => {
    const blocked = { ...ZOE, claims: { sub: 'zoe', blocked: true } };
    const [exitCode, out] = await tryIt(blocked, CALL);
    expect([exitCode, out]).toEqual([
      1,
      expect.stringMatching(/^Denied by rule blocked-accounts\n {2}the account is blocked\n/),
    ]);
    expect(out).toMatch(/\nown-calls +grants +would match, but comes later\n/);
  });

  it('prints JSON', async () => {
    const [, granted] = await tryIt(ZOE, CALL, '--json');
    expect(JSON.parse(granted)).toMatchObject({
      rule: 'own-calls',
      granted: { role: 'publisher' },
      rules: [{}, { verdict: 'decided' }, {}],
    });
    const [, denied] = await tryIt({ kind: 'anonymous' }, CALL, '--json');
    expect(JSON.parse(denied)).toMatchObject({ denied: true, rule: null });
  });

  it('reads files, and asks at the time that is given', async () => {
    write('zoe.json', ZOE);
    write('call.json', CALL);
    write('timed.json', {
      version: 1,
      rules: [{ name: 'late', deny: 'late', when: 'now > timestamp("2023-11-14T22:13:20Z")' }],
    });
    const asked = ['timed.json', '--caller', '@zoe.json', '--request', '@call.json'];
    expect((await run('try', ...asked))[1]).toContain('late  denies  when: the condition is false');
    expect((await run('try', ...asked, '--now', '1700000001'))[1]).toContain('Denied by rule late');
  });

  it.each([
    [{ ...ZOE, kind: undefined }, CALL, 'what is asked: caller.kind is missing'],
    [
      ZOE,
      { ...CALL, chanel: 'a' },
      'what is asked: request.chanel is unknown: did you mean channel?',
    ],
  ])('refuses %j with %j', async (caller, request, message) => {
    expect(await tryIt(caller, request)).toEqual([
      2,
      '',
      expect.stringContaining(`error (policy_tests_invalid): ${message}`),
    ]);
  });

  it('refuses what is no JSON, and needs both options', async () => {
    const [exitCode, , error] = await run(
      'try',
      'policy.json',
      '--caller',
      'zoe',
      '--request',
      '{}',
    );
    expect([exitCode, error]).toEqual([
      2,
      expect.stringMatching(
        /^error \(usage\): --caller takes JSON, or @ and the name of a file: the document is not JSON/,
      ),
    ]);
    expect((await run('try', 'policy.json', '--caller', '{}'))[0]).toBe(2);
  });

  it('shows nothing that a terminal would obey', async () => {
    const [, out, error] = await tryIt(
      { ...ZOE, id: 'z\u001b[2J' },
      { ...CALL, channel: 'a\u202e' },
    );
    const unseen = ['\u001b', '\u202e'].filter((character) => (out + error).includes(character));
    expect(unseen).toEqual([]);
  });
});

describe('stagedoor policy test', () => {
  it('passes', async () => {
    const [exitCode, out, error] = await run('test', 'policy.json', 'tests.json');
    expect([exitCode, out, error]).toEqual([
      0,
      expect.stringMatching(/^ok {4}alice joins .*\n\n9 of 9 tests passed\n$/s),
      '',
    ]);
  });

  it('ends with 1 where one fails, and says what differs and which rules are untested', async () => {
    write('tests.json', {
      version: 1,
      tests: [
        { name: 'good', caller: ZOE, request: CALL, expect: { granted: {} } },
        {
          name: 'bad',
          caller: ZOE,
          request: CALL,
          expect: { granted: { role: 'subscriber' }, rule: 'ringing' },
        },
      ],
    });
    expect(await run('test', 'policy.json', 'tests.json')).toEqual([
      1,
      [
        'ok    good',
        'FAIL  bad',
        '      expected that rule "ringing" decides, and rule "own-calls" did',
        '      role: expected "subscriber", granted "publisher"',
        '',
        '1 of 2 tests passed',
        'Rules that decide no test: blocked-accounts, ringing',
        '',
      ].join('\n'),
      'rejected (policy_tests_failed): 1 test failed; see the report\n',
    ]);
    const [, asJson] = await run('test', 'policy.json', 'tests.json', '--json');
    expect(JSON.parse(asJson)).toMatchObject({
      passed: false,
      unreachedRules: ['blocked-accounts', 'ringing'],
      results: [
        { name: 'good', passed: true },
        { passed: false, decision: { rule: 'own-calls' } },
      ],
    });
  });

  it('refuses tests that cannot be read', async () => {
    write('tests.json', { version: 1, tests: [{ name: 'a' }] });
    expect(await run('test', 'policy.json', 'tests.json')).toEqual([
      2,
      '',
      expect.stringContaining(
        'error (policy_tests_invalid): tests.json:\n  tests[0].caller is missing\n',
      ),
    ]);
  });
});
