import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { TestSources } from '../../test/test-platform.js';
import type { Database } from '../storage/database.js';
import { loadKeyring } from '../storage/load-keyring.js';
import { SqlDataKeyStore } from '../storage/sql-data-key-store.js';
import type { DataKeyStore, StoredDataKey } from './data-key-store.js';
import { EnvelopeKeyring } from './envelope-keyring.js';
import type { MasterKey } from './master-key.js';

const FIRST = { id: 'aaaa0001', key: new Uint8Array(32).fill(0xa1) };
const SECOND = { id: 'bbbb0002', key: new Uint8Array(32).fill(0xb2) };
const PLACE = 'certificates/3f0c9a7b1d/primary';
const TEXT = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

const coded = (code: string): unknown => expect.objectContaining({ code });

/** Master keys that a test changes. */
class TestSource {
  readonly name = 'the test';
  keys: readonly MasterKey[];

  constructor(...keys: readonly MasterKey[]) {
    this.keys = keys;
  }

  async read(): Promise<readonly MasterKey[]> {
    return this.keys;
  }
}

describe.each(TEST_ENGINES)('EnvelopeKeyring on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let database: Database;
    let sources: TestSources;

    beforeEach(async () => {
      opened = await engine.open();
      database = opened.database;
      sources = new TestSources();
    });

    afterEach(() => opened.dispose());

    const load = async (source = new TestSource(FIRST)): Promise<EnvelopeKeyring> =>
      loadKeyring(database, { masterKeys: source.keys, masterKeySource: source, sources });

    const listKeys = (): Promise<readonly StoredDataKey[]> =>
      new SqlDataKeyStore(database.connection).list();

    it('opens what it sealed, also after a restart', async () => {
      const keyring = await load();
      const sealed = await keyring.seal(TEXT, PLACE);
      expect(await keyring.open(sealed, PLACE)).toBe(TEXT);
      expect(await (await load()).open(sealed, PLACE)).toBe(TEXT);
      expect(await listKeys()).toHaveLength(1);
    });

    it('seals all texts, and the same one never the same way', async () => {
      const keyring = await load();
      for (const text of ['', 'ä \u{1F511}', 'x'.repeat(100_000)]) {
        expect(await keyring.open(await keyring.seal(text, PLACE), PLACE)).toBe(text);
      }
      expect(await keyring.seal(TEXT, PLACE)).not.toBe(await keyring.seal(TEXT, PLACE));
    });

    it('refuses text that was moved, changed, or never sealed', async () => {
      const keyring = await load();
      const sealed = await keyring.seal(TEXT, PLACE);
      const unknownKey = sealed.replace(keyring.activeDataKeyId, '00000000');
      const [version, id, content = ''] = sealed.split('.');
      const changed = `${version}.${id}.${content.startsWith('A') ? 'B' : 'A'}${content.slice(1)}`;
      await expect(keyring.open(sealed, 'certificates/other/primary')).rejects.toThrow(
        coded('sealed_text_invalid'),
      );
      for (const wrong of [
        unknownKey,
        changed,
        `${sealed}.`,
        sealed.replace('v1', 'v2'),
        TEXT,
        '',
      ]) {
        await expect(keyring.open(wrong, PLACE)).rejects.toThrow(coded('sealed_text_invalid'));
      }
    });

    it('names the master key that it lacks, and makes no data key beside the one it cannot open', async () => {
      const sealed = await (await load()).seal(TEXT, PLACE);
      const failure = load(new TestSource(SECOND));
      await expect(failure).rejects.toThrow(coded('master_key_missing'));
      await expect(failure).rejects.toThrow(FIRST.id);
      expect(await listKeys()).toHaveLength(1);
      expect(await (await load(new TestSource(SECOND, FIRST))).open(sealed, PLACE)).toBe(TEXT);
    });

    it('makes one data key where many processes start at the same time', async () => {
      const keyrings = await Promise.all(Array.from({ length: 8 }, () => load()));
      expect(new Set(keyrings.map((each) => each.activeDataKeyId)).size).toBe(1);
      expect((await listKeys()).filter(({ state }) => state === 'active')).toHaveLength(1);
      const sealed = await Promise.all(keyrings.map((each) => each.seal(TEXT, PLACE)));
      const last = keyrings.at(-1);
      for (const each of sealed) expect(await last?.open(each, PLACE)).toBe(TEXT);
    });

    it('rotates its data key: new texts have the new one, old texts still open', async () => {
      const keyring = await load();
      const before = await keyring.seal(TEXT, PLACE);
      const oldId = keyring.activeDataKeyId;
      const newId = await keyring.rotateDataKey();
      expect(newId).not.toBe(oldId);
      expect(await keyring.seal(TEXT, PLACE)).toContain(`.${newId}.`);
      expect(await keyring.open(before, PLACE)).toBe(TEXT);
      expect((await listKeys()).map(({ id, state }) => [id, state])).toEqual(
        expect.arrayContaining([
          [oldId, 'retired'],
          [newId, 'active'],
        ]),
      );
    });

    it('has one active data key when many rotate at the same time, and none that is lost', async () => {
      const keyrings = await Promise.all(Array.from({ length: 4 }, () => load()));
      const sealing = keyrings.map((each) => each.seal(TEXT, PLACE));
      await Promise.all(keyrings.map((each) => each.rotateDataKey()));
      const sealed = await Promise.all([
        ...sealing,
        ...keyrings.map((each) => each.seal(TEXT, PLACE)),
      ]);
      expect((await listKeys()).filter(({ state }) => state === 'active')).toHaveLength(1);
      const fresh = await load();
      for (const each of sealed) expect(await fresh.open(each, PLACE)).toBe(TEXT);
    });

    it('counts what was sealed with a data key, and keeps the count where it cannot be written', async () => {
      const store = new SqlDataKeyStore(database.connection);
      let isBroken = false;
      const breaking: DataKeyStore = {
        list: () => store.list(),
        add: (key) => store.add(key),
        retire: (id) => store.retire(id),
        rewrap: (from, to) => store.rewrap(from, to),
        lock: () => store.lock(),
        addSeals: async (id, count) => {
          if (isBroken) throw new TypeError('broken for the test');
          await store.addSeals(id, count);
        },
      };
      const keyring = await EnvelopeKeyring.load({
        masterKeys: [FIRST],
        dataKeys: breaking,
        sources,
      });
      for (let count = 0; count < 5; count += 1) await keyring.seal(TEXT, PLACE);
      isBroken = true;
      await expect(keyring.refresh()).rejects.toThrow('broken for the test');
      await keyring.seal(TEXT, PLACE);
      isBroken = false;
      await keyring.refresh();
      expect(await listKeys()).toMatchObject([{ sealCount: 6 }]);
    });

    it('makes a new data key when one has sealed enough', async () => {
      const dataKeys = new SqlDataKeyStore(database.connection);
      const options = { masterKeys: [FIRST], dataKeys, sources, rotateAfterSeals: 3 };
      const keyring = await EnvelopeKeyring.load(options);
      const firstId = keyring.activeDataKeyId;
      for (let count = 0; count < 3; count += 1) await keyring.seal(TEXT, PLACE);
      await keyring.refresh();
      expect(keyring.activeDataKeyId).not.toBe(firstId);
      expect((await listKeys()).find(({ id }) => id === firstId)?.state).toBe('retired');
    });

    it('seals no more with a data key than one may', async () => {
      const keyring = await load();
      const dataKeys = new SqlDataKeyStore(database.connection);
      await dataKeys.addSeals(keyring.activeDataKeyId, 2 ** 32 - 2);
      const full = await EnvelopeKeyring.load({
        masterKeys: [FIRST],
        dataKeys,
        sources,
        rotateAfterSeals: Infinity,
      });
      await full.seal(TEXT, PLACE);
      await full.seal(TEXT, PLACE);
      await expect(full.seal(TEXT, PLACE)).rejects.toThrow(coded('data_key_exhausted'));
    });

    it('goes on inside a transaction with what it knows, and waits for nothing', async () => {
      const keyring = await load();
      const sealed = await keyring.seal(TEXT, PLACE);
      const foreign = sealed.replace(keyring.activeDataKeyId, '00000000');
      await database.transact(async () => {
        expect(await keyring.open(sealed, PLACE)).toBe(TEXT);
        await expect(keyring.open(foreign, PLACE)).rejects.toThrow(coded('sealed_text_invalid'));
      });
    });

    it('shows no key in what is printed of it', async () => {
      const keyring = await load();
      const [stored] = await listKeys();
      const printed = inspect([keyring, stored], { depth: 9, showHidden: true });
      expect(printed).not.toMatch(/a1a1|161, ?161/i);
    });
  });
});

describe.each(TEST_ENGINES.filter(({ engine }) => engine.name === 'postgres'))(
  'two nodes on $engine.name',
  ({ engine, isThere }) => {
    describe.skipIf(!isThere)('with the engine', () => {
      let opened: TestDatabase;
      let database: Database;
      const sources = new TestSources();

      beforeEach(async () => {
        opened = await engine.open();
        database = opened.database;
      });

      afterEach(() => opened.dispose());

      const load = async (source: TestSource): Promise<EnvelopeKeyring> =>
        loadKeyring(database, { masterKeys: source.keys, masterKeySource: source, sources });

      it('open what the other one sealed with a data key that is new to them', async () => {
        const [here, there] = [
          await load(new TestSource(FIRST)),
          await load(new TestSource(FIRST)),
        ];
        await there.rotateDataKey();
        const sealed = await there.seal(TEXT, PLACE);
        expect(await here.open(sealed, PLACE)).toBe(TEXT);
        expect(here.activeDataKeyId).not.toBe(there.activeDataKeyId);
        await here.refresh();
        expect(here.activeDataKeyId).toBe(there.activeDataKeyId);
      });

      it('do so while transactions hold every connection', async () => {
        const [here, there] = [
          await load(new TestSource(FIRST)),
          await load(new TestSource(FIRST)),
        ];
        await there.rotateDataKey();
        const sealed = await there.seal(TEXT, PLACE);
        let inside = 0;
        let open: () => void = () => {};
        const allInside = new Promise<void>((resolve) => {
          open = resolve;
        });
        const texts = await Promise.all(
          Array.from({ length: 10 }, () =>
            database.transact(async (transaction) => {
              await new SqlDataKeyStore(transaction).list();
              inside += 1;
              if (inside === 10) open();
              await allInside;
              return here.open(sealed, PLACE);
            }),
          ),
        );
        expect(texts).toEqual(Array(10).fill(TEXT));
      });

      it('read a master key that came after their start', async () => {
        const source = new TestSource(FIRST);
        const here = await load(source);
        const there = await load(new TestSource(SECOND, FIRST));
        await there.rotateDataKey();
        const sealed = await there.seal(TEXT, PLACE);
        const failure = here.open(sealed, PLACE);
        await expect(failure).rejects.toThrow(coded('master_key_missing'));
        await expect(failure).rejects.toThrow(SECOND.id);
        source.keys = [SECOND, FIRST];
        expect(await here.open(sealed, PLACE)).toBe(TEXT);
      });
    });
  },
);
