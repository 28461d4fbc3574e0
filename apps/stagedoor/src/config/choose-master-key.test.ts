import { describe, expect, it } from 'vitest';
import { chooseMasterKey } from './choose-master-key.js';
import type { GivenSettings } from './given-setting.js';

const give = (from: string, ...keys: readonly string[]): GivenSettings =>
  new Map(keys.map((key) => [key, { value: key, from }]));

const NOTHING = give('nothing');

const keysOf = (sources: readonly GivenSettings[]): readonly (readonly string[])[] =>
  sources.map((source) => [...source.keys()]);

describe('chooseMasterKey', () => {
  it('lets the first source decide that says anything, whichever way it has', () => {
    const flags = give('flag', 'masterKeyCommand', 'port');
    const environment = give('variable', 'masterKeyFile', 'host');
    const file = give('file', 'masterKeyFile', 'data');
    expect(keysOf(chooseMasterKey({ flags, environment, file }, true))).toEqual([
      ['masterKeyCommand', 'port'],
      ['host'],
      ['data'],
    ]);
    expect(keysOf(chooseMasterKey({ flags: NOTHING, environment, file }, false))).toEqual([
      [],
      ['masterKeyFile', 'host'],
      ['data'],
    ]);
    expect(keysOf(chooseMasterKey({ flags: NOTHING, environment: NOTHING, file }, true))).toEqual([
      [],
      [],
      ['data'],
    ]);
    expect(keysOf(chooseMasterKey({ flags: NOTHING, environment: NOTHING, file }, false))).toEqual([
      [],
      [],
      ['masterKeyFile', 'data'],
    ]);
  });

  it('refuses two ways from one source', () => {
    const both = give('source', 'masterKeyFile', 'masterKeyCommand');
    const one = give('variable', 'masterKeyFile');
    const nothing = { flags: NOTHING, environment: NOTHING, file: NOTHING };
    for (const sources of [
      { ...nothing, flags: both },
      { ...nothing, environment: both },
      { ...nothing, file: both },
    ]) {
      expect(() => chooseMasterKey(sources, false)).toThrow('give one of source, source');
    }
    expect(() => chooseMasterKey({ ...nothing, environment: one }, true)).toThrow(
      'give one of variable, STAGEDOOR_MASTER_KEY',
    );
  });
});
