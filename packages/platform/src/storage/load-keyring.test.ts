import { expect, it } from 'vitest';
import { TEST_ENGINES } from '../../test/test-databases.js';
import { fixedKeys, keyOf } from '../../test/test-keys.js';
import { TestSources } from '../../test/test-platform.js';
import { loadKeyring } from './load-keyring.js';

it.each(TEST_ENGINES.filter(({ isThere }) => isThere))(
  'opens on $engine.name what was sealed there before',
  async ({ engine }) => {
    const opened = await engine.open();
    const { database } = opened;
    const masterKeySource = fixedKeys('first');
    const masterKeys = [keyOf('first')];
    const load = (): ReturnType<typeof loadKeyring> =>
      loadKeyring(database, { masterKeys, masterKeySource, sources: new TestSources() });
    const sealed = await (await load()).seal('text', 'place');
    expect(await (await load()).open(sealed, 'place')).toBe('text');
    await opened.dispose();
  },
);
