/** The policies of `examples/policies`, their tests, and the schemas that editors read, through the public interface. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  parsePolicy,
  PolicyInvalidError,
  PolicyTestsInvalidError,
  parsePolicyTests,
  parsePolicyText,
  runPolicyTests,
  type CompiledPolicy,
  type PolicyTest,
} from '@stagedoor/token-server/policy';
import { inspectToken } from '@stagedoor/token';
import {
  type RouteAnswer,
  serveProject,
  TokenServer,
  type TokenRoute,
} from '@stagedoor/token-server';
import { describe, expect, it } from 'vitest';
import { isOfSchema } from '../test/json-schema.js';

const FOLDER = fileURLToPath(new URL('../../../examples/policies/', import.meta.url));
const read = (path: string): unknown => parsePolicyText(readFileSync(FOLDER + path, 'utf8'));

const EXAMPLES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const POLICY_SCHEMA = read('policy.schema.json');
const TESTS_SCHEMA = read('policy-tests.schema.json');

describe('the examples', () => {
  it('are those that the guide names', () => {
    expect(EXAMPLES.toSorted()).toEqual([
      'ai-agent',
      'broadcast-with-audience',
      'classroom',
      'development',
      'one-to-one-call',
      'support-chat',
    ]);
  });

  it.each(EXAMPLES)('%s passes its tests, which reach every rule', (name) => {
    const policy = parsePolicy(read(`${name}/policy.json`));
    const { results, unreachedRules } = runPolicyTests(
      policy,
      parsePolicyTests(read(`${name}/tests.json`)),
    );
    const failed = results.filter(({ passed }) => !passed);
    expect({ failed, unreachedRules: name === 'development' ? [] : unreachedRules }).toEqual({
      failed: [],
      unreachedRules: [],
    });
    expect(results.length).toBeGreaterThan(policy.ruleNames.length);
  });

  it('have nothing that is seldom meant, but for what is for development', () => {
    const remarked = EXAMPLES.filter(
      (name) => parsePolicy(read(`${name}/policy.json`)).remarks.length > 0,
    );
    expect(remarked).toEqual(['development']);
  });

  it.each(EXAMPLES)('%s is as the schemas say', (name) => {
    expect(isOfSchema(POLICY_SCHEMA, read(`${name}/policy.json`))).toBe(true);
    expect(isOfSchema(TESTS_SCHEMA, read(`${name}/tests.json`))).toBe(true);
  });
});

const PROJECT = { appId: '0'.repeat(32), certificates: ['1'.repeat(32)] } as const;

/** The status of a server that has this policy, and that the caller of a test asks for what the test asks for. */
async function statusOf(policy: CompiledPolicy, { question }: PolicyTest): Promise<number> {
  const { caller, service, expiresInSeconds, now } = question;
  const write = (status: number): RouteAnswer => ({ status, contentType: 'text/plain', body: '' });
  const route: TokenRoute = {
    name: 'test',
    method: 'GET',
    path: '/token',
    readsBody: false,
    parse: () => ({ kind: 'tokens', requests: [{ services: [service], expiresInSeconds }] }),
    writeGranted: ([issued]) =>
      write(inspectToken(issued?.token ?? '').services.length > 0 ? 200 : 500),
    writeRefused: ({ status }) => write(status),
  };
  const server = new TokenServer({
    projects: serveProject(PROJECT),
    callers: [{ challenge: '', authenticate: () => caller }],
    policy: () => policy,
    routes: [route],
    now: () => now,
  });
  const { status } = await server.answer({
    method: 'GET',
    target: '/token',
    header: () => undefined,
    readBody: () => Promise.resolve(new Uint8Array()),
    clientAddress: undefined,
  });
  return status;
}

describe('a server with the policy', () => {
  it.each(EXAMPLES)('%s gives the tokens that its tests expect, and no other', async (name) => {
    const policy = parsePolicy(read(`${name}/policy.json`));
    const tests = parsePolicyTests(read(`${name}/tests.json`));
    const statuses = await Promise.all(tests.map((test) => statusOf(policy, test)));
    expect(tests.map((test, index) => [test.name, statuses[index]])).toEqual(
      tests.map((test) => [test.name, test.expected.kind === 'granted' ? 200 : 403]),
    );
  });
});

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What can be written in the place of a value by mistake. */
const STRANGERS: readonly unknown[] = [
  7,
  -1.5,
  '',
  'stranger',
  '**',
  true,
  false,
  null,
  [],
  [7],
  ['a', 'a'],
  {},
  { stranger: 1 },
];

interface Mutant {
  /** Where it differs, and by what. */
  readonly at: string;
  readonly document: unknown;
}

const strangersAt = (at: string): readonly Mutant[] =>
  STRANGERS.map((document) => ({ at: `${at} ${JSON.stringify(document)}`, document }));

/** Every document that differs from one in one place. */
function mutate(value: unknown, at = ''): readonly Mutant[] {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const changed = list.flatMap((item, index) =>
      mutate(item, `${at}[${index}]`).map((each) => ({
        ...each,
        document: list.with(index, each.document),
      })),
    );
    return [...strangersAt(at), ...changed];
  }
  if (!isObject(value)) return strangersAt(at);
  const changed = Object.entries(value).flatMap(([key, item]) => [
    {
      at: `${at}.${key} removed`,
      document: Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)),
    },
    ...mutate(item, `${at}.${key}`).map((each) => ({
      ...each,
      document: { ...value, [key]: each.document },
    })),
  ]);
  return [
    ...strangersAt(at),
    { at: `${at} stranger`, document: { ...value, stranger: 1 } },
    ...changed,
  ];
}

/** What no schema says: expressions, names of no token, and what contradicts another part of the document. */
const BEYOND_SCHEMAS =
  /cannot be used|is the name of|of no use|does not fit|contradicts|is missing; |needs role|has role and|for any user|several|has no tokens|did you mean|is longer|must be an instant/;

const problemsOf = (
  parse: (document: unknown) => unknown,
  document: unknown,
): readonly string[] => {
  try {
    parse(document);
    return [];
  } catch (error) {
    const isKnown = error instanceof PolicyInvalidError || error instanceof PolicyTestsInvalidError;
    if (!isKnown) throw error;
    return error.message.split('\n');
  }
};

/** Two that have between them every key but a few. */
const MUTATED = ['broadcast-with-audience', 'support-chat'];

describe('the schemas', () => {
  const cases: readonly (readonly [string, unknown, (document: unknown) => unknown])[] = [
    ['policy.json', POLICY_SCHEMA, parsePolicy],
    ['tests.json', TESTS_SCHEMA, parsePolicyTests],
  ];

  it.each(cases)('of %s take all that is taken', (file, schema, parse) => {
    const mutants = MUTATED.flatMap((name) => mutate(read(`${name}/${file}`), name));
    const taken = mutants.filter(({ document }) => problemsOf(parse, document).length === 0);
    expect(
      taken.filter(({ document }) => !isOfSchema(schema, document)).map(({ at }) => at),
    ).toEqual([]);
    expect(taken.length).toBeGreaterThan(10);
  });

  it.each(cases)(
    'of %s refuse what is not, but for what no schema can say',
    (file, schema, parse) => {
      const mutants = MUTATED.flatMap((name) => mutate(read(`${name}/${file}`), name));
      const wrong = mutants
        .filter(({ document }) => isOfSchema(schema, document))
        .flatMap(({ document }) =>
          problemsOf(parse, document).filter((problem) => !BEYOND_SCHEMAS.test(problem)),
        );
      expect([...new Set(wrong)]).toEqual([]);
      expect(mutants.length).toBeGreaterThan(1000);
    },
  );
});
