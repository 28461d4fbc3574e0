import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseVectors } from './parse-vectors.js';
import { runVectors } from './vector-program.js';
import type { Vectors } from './vectors.js';

const VECTORS = parseVectors(fileURLToPath(new URL('../..', import.meta.url)));
const { digests, macs, tokens007, tokens006, requests, messages } = VECTORS;

/** No vector at all, but for the changes. */
const only = (changes: Partial<Vectors>): Vectors => ({
  digests: [],
  macs: [],
  tokens007: { ...tokens007, vectors: [] },
  tokens006: { ...tokens006, vectors: [] },
  requests: [],
  messages: [],
  ...changes,
});

describe('the vector program', () => {
  it('passes every vector, and leads to the same digest every time', async () => {
    const tally = await runVectors(VECTORS);
    expect(tally.failed).toEqual([]);
    expect(tally.passed).toBeGreaterThan(1000);
    expect(await runVectors(VECTORS)).toEqual(tally);
  });

  it('has something to do for every kind of vector', async () => {
    const none = (await runVectors(only({}))).passed;
    const kinds = [{ digests }, { macs }, { tokens007 }, { tokens006 }, { requests }, { messages }];
    for (const kind of kinds) expect((await runVectors(only(kind))).passed).toBeGreaterThan(none);
    const invalid = macs.filter(({ valid }) => valid === false);
    expect(invalid.length).toBeGreaterThan(0);
  });

  it('names a digest and a MAC that come out otherwise', async () => {
    const wrong = only({
      digests: [{ ...digests[0]!, name: 'wrong digest', digestHex: '00' }],
      macs: [
        { ...macs[0]!, name: 'wrong mac', macHex: '00' },
        { ...macs[0]!, name: 'right mac, said to be wrong', valid: false },
      ],
    });
    expect((await runVectors(wrong)).failed).toEqual([
      'wrong digest',
      'wrong mac',
      'right mac, said to be wrong',
    ]);
  });

  it('names what fails for a token that was cut', async () => {
    const [first] = tokens007.vectors;
    const cut = { ...first!, token: first!.token.slice(0, -8) };
    const { failed } = await runVectors(only({ tokens007: { ...tokens007, vectors: [cut] } }));
    expect(failed).toEqual([
      'inspect rtc-uid',
      'issue rtc-uid',
      'verify rtc-uid',
      'reject rtc-uid under another certificate',
    ]);
  });

  it('fails for a token that it does not know how to issue', async () => {
    const vectors = [{ ...tokens007.vectors[0]!, name: 'stranger' }];
    const { failed } = await runVectors(only({ tokens007: { ...tokens007, vectors } }));
    expect(failed).toEqual(['issue stranger']);
  });

  it('compares a token of format 006 to the last character', async () => {
    const vectors = [{ ...tokens006.vectors[0]!, salt: 1 }];
    const { failed } = await runVectors(only({ tokens006: { ...tokens006, vectors } }));
    expect(failed).toEqual(['inspect rtc-006', 'issue rtc-006']);
  });

  it('names what fails for a request that was signed otherwise', async () => {
    const wrong = [{ ...requests[0]!, customerSecret: 'another secret' }];
    const { failed } = await runVectors(only({ requests: wrong }));
    expect(failed).toEqual(['sign V1', 'accept V1', 'refuse V1 with another body']);
  });

  it('names what fails for a message that was signed otherwise', async () => {
    const wrong = messages.map((message) => ({ ...message, key: messages[0]!.signature }));
    const { failed } = await runVectors(only({ messages: wrong }));
    expect(failed).toEqual([
      'accept M2',
      'refuse M2 with another body',
      'accept M3',
      'refuse M3 with another body',
    ]);
  });

  it('leads to another digest where anything differs', async () => {
    const one = await runVectors(only({ macs }));
    const other = await runVectors(only({ macs: macs.slice(1) }));
    expect(other.digest).not.toBe(one.digest);
  });
});
