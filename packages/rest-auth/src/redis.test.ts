import { expect, it } from 'vitest';
import * as entry from './redis.js';

it('is the entry with these exports', () => {
  expect(Object.keys(entry)).toEqual(['createRedisReplayStore']);
});
