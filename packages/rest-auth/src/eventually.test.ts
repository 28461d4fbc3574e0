import { describe, expect, it } from 'vitest';
import { guard, settle, toError, whenKnown } from './eventually.js';

const double = (value: number): number => value * 2;

describe('whenKnown', () => {
  it('goes on at once with what is there', () => {
    expect(whenKnown(21, double)).toBe(42);
    expect(() =>
      whenKnown(1, () => {
        throw new TypeError('at once');
      }),
    ).toThrow('at once');
  });

  it('waits for what is not there yet', async () => {
    const later = whenKnown(Promise.resolve(21), double);
    expect(later).toBeInstanceOf(Promise);
    await expect(later).resolves.toBe(42);
    await expect(whenKnown(21, async (value) => double(value))).resolves.toBe(42);
    const failing = whenKnown(Promise.reject(new TypeError('later')), double);
    await expect(failing).rejects.toThrow('later');
  });
});

describe('guard', () => {
  const fail = (error: unknown): never => {
    throw new TypeError('wrapped', { cause: error });
  };
  const failing = new TypeError('fails');

  it('leaves a value alone', async () => {
    expect(guard(() => 1, fail)).toBe(1);
    await expect(guard(() => Promise.resolve(1), fail)).resolves.toBe(1);
  });

  it('gives away what goes wrong at once, and what goes wrong later', async () => {
    const throwing = (): number => {
      throw failing;
    };
    expect(() => guard(throwing, fail)).toThrow(expect.objectContaining({ cause: failing }));
    const rejected = guard(() => Promise.reject(failing), fail);
    await expect(rejected).rejects.toMatchObject({ cause: failing });
  });
});

describe('settle', () => {
  const told: unknown[] = [];
  const tell =
    (kind: string) =>
    (value: unknown): void =>
      void told.push([kind, value]);
  const begin = (start: () => unknown): readonly unknown[] => {
    told.length = 0;
    settle(start, tell('value'), tell('error'));
    return [...told];
  };
  const failing = new TypeError('fails');

  it('tells at once what is known at once', () => {
    expect(begin(() => 1)).toEqual([['value', 1]]);
    expect(
      begin(() => {
        throw failing;
      }),
    ).toEqual([['error', failing]]);
  });

  it('tells later what is known later', async () => {
    expect(begin(() => Promise.resolve(1))).toEqual([]);
    await Promise.resolve();
    expect(told).toEqual([['value', 1]]);
    expect(begin(() => Promise.reject(failing))).toEqual([]);
    await Promise.resolve();
    expect(told).toEqual([['error', failing]]);
  });

  it('does not tell the one what the other throws', () => {
    expect(() =>
      settle(
        () => 1,
        () => {
          throw failing;
        },
        tell('error'),
      ),
    ).toThrow(failing);
  });
});

describe('toError', () => {
  it('leaves an error as it is, and wraps anything else', () => {
    const error = new TypeError('mine');
    expect(toError(error)).toBe(error);
    expect(toError('text')).toMatchObject({ cause: 'text' });
  });
});
