import type { Policy } from './policy.js';

const MAX_LIFE_SECONDS = 86_400;

/** Grants everyone what it asks for. For development on one machine: whoever reaches the server can be anyone. */
export const OPEN_POLICY: Policy = {
  decide: ({ service }) => ({
    kind: 'granted',
    granted: { ...service, rule: 'development', maxLifeSeconds: MAX_LIFE_SECONDS },
  }),
};
