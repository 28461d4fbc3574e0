import { RejectionRecorder, type Storage } from '@stagedoor/platform';
import type { ServerWatch } from './server-watch.js';
import type { World } from './world.js';

const MILLIS = 1000;

/** What brings refused requests into the audit trail, on the clock of this world. To be closed before the storage. */
export function openRejectionRecorder(
  storage: Storage,
  world: World,
  watch: ServerWatch,
): RejectionRecorder {
  return new RejectionRecorder({
    append: (events) => storage.appendAuditEvents(events),
    sources: { now: () => world.now() },
    timers: {
      after: (delayMillis, task) => {
        const cancel = world.every(delayMillis / MILLIS, () => {
          cancel();
          task();
        });
        return cancel;
      },
    },
    onFailure: (error) => {
      watch.count('audit_failed');
      watch.fail('refused requests wait for the audit trail', error);
    },
    onSuppressed: () => watch.count('audit_suppressed'),
  });
}
