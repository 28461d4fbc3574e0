import type { ReplayStore } from '@stagedoor/rest-auth';

/** The same store, and a count of what it said: `replay_store_added`, `replay_store_present` or `replay_store_failed`. */
export function measureReplayStore(
  store: ReplayStore,
  count: (event: string) => void,
): ReplayStore {
  return {
    addIfAbsent: async (key, expiresAt) => {
      try {
        const state = await store.addIfAbsent(key, expiresAt);
        count(`replay_store_${state}`);
        return state;
      } catch (error) {
        count('replay_store_failed');
        throw error;
      }
    },
  };
}
