export {
  createRedisReplayStore,
  type RedisReplayStoreOptions,
} from './replay/redis-replay-store.js';
