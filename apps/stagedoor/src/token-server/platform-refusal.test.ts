import { InvalidRequestError, StorageUnavailableError } from '@stagedoor/platform/errors';
import { describe, expect, it } from 'vitest';
import { askPlatform } from './platform-refusal.js';

const failWith = (error: Error): Promise<unknown> =>
  askPlatform(() => {
    throw error;
  });

describe('what the platform is asked', () => {
  it('is given back', async () => {
    expect([await askPlatform(() => 7), await askPlatform(() => Promise.resolve(8))]).toEqual([
      7, 8,
    ]);
  });

  it('is refused in the words of a token server', async () => {
    await expect(failWith(new InvalidRequestError('the name is too long'))).rejects.toMatchObject({
      name: 'TokenRequestError',
      code: 'invalid_request',
      status: 400,
      message: 'the name is too long',
    });
  });

  it('is retried soon where storage is away, of which the caller learns nothing', async () => {
    await expect(failWith(new StorageUnavailableError('db.example refused'))).rejects.toMatchObject(
      {
        code: 'storage_unavailable',
        status: 503,
        message: 'the server failed; ask again later',
        detail: 'db.example refused',
        retryAfterSeconds: 1,
      },
    );
  });

  it('fails as it does where it is no error of the platform', async () => {
    const error = new TypeError('x');
    await expect(failWith(error)).rejects.toBe(error);
  });
});
