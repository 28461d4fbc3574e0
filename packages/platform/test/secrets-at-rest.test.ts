/** What a thief of the database finds: no secret, in whatever form, but everything else. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { Administration } from '../src/administration/administration.js';
import { BroadcastClient } from './broadcast-client.js';
import { makeTestFolder, TEST_ENGINES, type TestDatabase } from './test-databases.js';
import { keyOf, TestKeyFile } from './test-keys.js';
import { basicOf, CUSTOMER, makeTestPlatform, type TestPlatform } from './test-platform.js';

/** Comes with PostgreSQL, and not with its driver. */
const DUMP_PROGRAM = 'pg_dump';

/** Two keys of one ID, as the token server makes them. */
const API_KEYS = {
  keyId: '7Gk2mQx9Lp',
  older: 'sd_7Gk2mQx9Lp_0Zt5vB8nK1sD4fG7hJ2kL9pQ3wE6rT0yU5iO8aS1dF4gH7jK2',
  newer: 'sd_7Gk2mQx9Lp_9Xc6vB3nM0aS7dF4gH1jK8lP5oI2uY9tR6eW3qZ0xC7vB4nM',
} as const;

const API_KEY_SECRET_START = `sd_${API_KEYS.keyId}_`.length;

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

const AUTH_KEY = 'Timestamp-Key_of.the/test 4711';

interface Given {
  readonly customerId: string;
  readonly customerSecret: string;
}

interface ShownProject {
  readonly project: {
    readonly appId: string;
    readonly certificates: readonly { readonly certificate: string }[];
  };
}

/** Base64 of a text, wherever in a longer text it begins: without what its neighbours change. */
const base64Forms = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = padded.toString('base64');
    const inner = whole.slice(offset === 0 ? 0 : 4, Math.floor(padded.length / 3) * 4);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });

/** A secret as it is, in either case, as the bytes that it may stand for, and each of these as hex and as base64. */
function formsOf(secret: string): readonly Buffer[] {
  const isHex = /^[0-9a-f]+$/.test(secret);
  const bytes = [Buffer.from(secret), ...(isHex ? [Buffer.from(secret, 'hex')] : [])];
  const texts = [
    secret.toUpperCase(),
    Array.from(secret).toReversed().join(''),
    ...bytes.flatMap((each) => [
      each.toString('hex'),
      each.toString('hex').toUpperCase(),
      ...base64Forms(each),
    ]),
  ];
  return [...bytes, Buffer.from(secret, 'utf16le'), ...texts.map((text) => Buffer.from(text))];
}

/** The names of the secrets that are in there. */
const findSecrets = (
  content: Buffer,
  secrets: Readonly<Record<string, string>>,
): readonly string[] =>
  Object.entries(secrets).flatMap(([name, secret]) =>
    formsOf(secret).some((form) => content.includes(form)) ? [name] : [],
  );

describe('the search', () => {
  const secret = CUSTOMER.customerSecret;
  const bytes = Buffer.from(secret, 'hex');

  it.each([
    secret,
    secret.toUpperCase(),
    `x${Buffer.from(secret).toString('base64')}`,
    Buffer.from(`{"a":"${secret}"}`).toString('base64url'),
    Buffer.from(secret).toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ])('would find %s', (text) => {
    expect(findSecrets(Buffer.from(`before ${text} after`), { it: secret })).toEqual(['it']);
  });

  it('would find the bytes', () => {
    const content = Buffer.concat([Buffer.from('before'), bytes]);
    expect(findSecrets(content, { it: secret })).toEqual(['it']);
  });
});

describe.each(TEST_ENGINES)('a stolen database on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let file: TestKeyFile;
    let platform: TestPlatform;
    let folder: ReturnType<typeof makeTestFolder>;

    beforeEach(async () => {
      opened = await engine.open();
      file = new TestKeyFile();
      folder = makeTestFolder();
      platform = await makeTestPlatform(opened.database, { masterKeySource: file });
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
      folder.dispose();
    });

    const run = <T>(id: string, input: object): Promise<T> => {
      const { storage, keyring, sources } = platform;
      const maintenance = { database: opened.database, keyring, storage };
      const administration = new Administration(maintenance, sources);
      return administration.run({ id, input, actor: 'cli:tester' }) as Promise<T>;
    };

    /** Makes secrets of every kind by what customers and administrators can do. Gives them by name, and what is public. */
    async function fill(): Promise<{
      readonly secrets: Readonly<Record<string, string>>;
      readonly published: readonly string[];
    }> {
      const created = await platform.app.inject({
        method: 'POST',
        url: '/dev/v1/project',
        headers: { authorization: basicOf(CUSTOMER) },
        payload: { name: 'by the API', enable_sign_key: true },
      });
      const { project } = created.json<{ project: { sign_key: string; vendor_key: string } }>();
      const made = await run<ShownProject>('project.create', { name: 'stage' });
      const named = { project: 'stage', showCertificates: true };
      const added = await run<ShownProject>('project.certificate.add', named);
      const { appId, certificates } = added.project;
      const domains = BroadcastClient.injecting(platform, appId);
      const domain = { type: 'publish', region: 'na' };
      const addedDomain = await domains.ask('POST', '/domains?id=push.example.com', domain);
      expect(addedDomain[0]).toBe(201);
      const put = await domains.ask('PATCH', '/domains/push.example.com', {
        authKey: AUTH_KEY,
      });
      expect(put[0]).toBe(200);
      const first = await run<Given>('credential.create', { name: 'billing' });
      const { customerId } = first;
      const second = await run<Given>('credential.rotate', { customerId });
      const later = await run<Given>('credential.create', { name: 'later', downloadLater: true });
      const taken = await run<Given>('credential.download', { customerId: later.customerId });
      const { keyId, older, newer } = API_KEYS;
      await run('api-key.create', { keyId, secretHash: hashOf(older), name: 'web' });
      await run('api-key.rotate', { keyId, secretHash: hashOf(newer), overlapSeconds: 60 });
      await run('keys.rotate', {});
      await run('keys.rotate-data-key', {});
      await run('credential.create', { name: 'with the new key' });
      await run('keys.reseal', {});
      expect(certificates).toHaveLength(2);
      return {
        secrets: {
          'certificate by the API': project.sign_key,
          'primary certificate': certificates[0]?.certificate ?? '',
          'secondary certificate': certificates[1]?.certificate ?? '',
          'timestamp key': AUTH_KEY,
          'customer secret': CUSTOMER.customerSecret,
          'older customer secret': first.customerSecret,
          'newer customer secret': second.customerSecret,
          'downloaded customer secret': taken.customerSecret,
          'older API key': older.slice(API_KEY_SECRET_START),
          'newer API key': newer.slice(API_KEY_SECRET_START),
          'first master key': Buffer.from(keyOf('first').key).toString('hex'),
          'second master key': Buffer.from(keyOf('made-1').key).toString('hex'),
        },
        published: [
          project.vendor_key,
          made.project.appId,
          customerId,
          'push.example.com',
          keyId,
          hashOf(older),
          hashOf(newer),
        ],
      };
    }

    const readTables = async (): Promise<Buffer> => {
      const { connection } = opened.database;
      const tables = await connection.introspection.getTables();
      const rows = await Promise.all(
        tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(connection)),
      );
      return Buffer.from(JSON.stringify(rows.map((each) => each.rows)));
    };

    /** As the engine itself keeps or dumps it: the file with its log, or what pg_dump writes. */
    const readRaw = (): Buffer => {
      if (engine.name === 'sqlite') {
        const home = dirname(opened.location);
        const files = readdirSync(home).filter((name) => name.startsWith('stagedoor.db'));
        expect(files).toContain('stagedoor.db-wal');
        return Buffer.concat(files.map((name) => readFileSync(join(home, name))));
      }
      return execFileSync(DUMP_PROGRAM, ['--inserts', opened.location], { maxBuffer: 2 ** 28 });
    };

    const hasDump = engine.name === 'sqlite' || spawnSync(DUMP_PROGRAM, ['--version']).status === 0;

    const readBackup = async (): Promise<Buffer> => {
      const path = join(folder.path, 'backup');
      await run('storage.backup', { path, isForced: false });
      const content = readFileSync(path);
      const isCompressed = content[0] === 0x1f && content[1] === 0x8b;
      return isCompressed ? gunzipSync(content) : content;
    };

    it('gives no secret, neither in its tables nor in its files nor in a backup', async () => {
      const { secrets, published } = await fill();
      for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThanOrEqual(30);
      const copies = [await readTables(), ...(hasDump ? [readRaw()] : []), await readBackup()];
      for (const copy of copies) {
        expect(findSecrets(copy, secrets)).toEqual([]);
        for (const text of published) expect(copy.includes(text)).toBe(true);
      }
    });

    it('opens with the master key alone', async () => {
      await fill();
      const found = await platform.storage.stores.customers.find(CUSTOMER.customerId);
      expect(found?.secrets).toEqual([CUSTOMER.customerSecret]);
      const master = expect.objectContaining({ code: 'master_key_missing' }) as unknown;
      file.ids = ['stranger'];
      await expect(makeTestPlatform(opened.database, { masterKeySource: file })).rejects.toThrow(
        master,
      );
    });
  });
});
