import type { FoundReason } from './finding-kinds.js';

/** That the secret is the second of the live ones, where it is. `index`: which of the given ones it is. */
export function noteSecondary(index: number | undefined): readonly FoundReason[] {
  if (index !== 1) return [];
  return [
    {
      kind: 'secondary_secret',
      codes: [],
      severity: 'note',
      message: 'the request is proven with the secondary customer secret',
      fix: 'before that one is rotated away, give the client the primary one',
    },
  ];
}
