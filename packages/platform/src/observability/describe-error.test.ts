import { describe, expect, it } from 'vitest';
import { StorageUnavailableError } from '../errors.js';
import { describeError } from './describe-error.js';

describe('describeError', () => {
  it('has type, code, message and place, and the same of its causes', () => {
    const cause = Object.assign(new TypeError('no such "s3cret"'), { code: 'ECONNREFUSED' });
    const described = describeError(
      new StorageUnavailableError('the "database" is away', { cause }),
    );
    expect(described).toMatchObject({
      code: 'storage_unavailable',
      message: 'the "database" is away',
      cause: { type: 'TypeError', code: 'ECONNREFUSED', message: 'no such …' },
    });
    expect(described.stack?.[0]).toMatch(/^at /);
  });

  it('has nothing of the message in the stack, not even of one with several lines', () => {
    const error = new Error('one\n    at s3cret (file:1:1)');
    expect(JSON.stringify(describeError(error).stack)).not.toContain('s3cret');
  });

  it('has nothing of what is no error', () => {
    expect(JSON.stringify(describeError('s3cret'))).not.toContain('s3cret');
    expect(JSON.stringify(describeError({ s3cret: 's3cret' }))).not.toContain('s3cret');
  });

  it('ends where an error causes itself, and where it is huge', () => {
    const error = new Error('x y '.repeat(1_000_000));
    error.cause = error;
    expect(JSON.stringify(describeError(error)).length).toBeLessThan(50_000);
  });
});
