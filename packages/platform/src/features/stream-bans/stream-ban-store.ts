import type { StreamBan, StreamKey } from './stream-ban.js';

/** Where bans are kept. A port. A ban whose end has come is found by none of its methods. Instants are Unix seconds. */
export interface StreamBanStore {
  /** The bans of an entry point that hold at `at`, by the names of their streams. */
  list(entryPoint: Omit<StreamKey, 'stream'>, at: number): Promise<readonly StreamBan[]>;
  /** How many streams of the project are banned at `at`. */
  count(projectId: string, at: number): Promise<number>;
  /** Writes a ban, in place of the one that the stream may have. */
  put(ban: StreamBan): Promise<void>;
  /** Lifts a ban. Gives false where none holds at `at`. */
  remove(stream: StreamKey, at: number): Promise<boolean>;
  /** Whether pushes of that stream are to be refused at `at`. */
  isBanned(projectId: string, entryPoint: string, stream: string, at: number): Promise<boolean>;
  /** Deletes up to `most` bans that ended at or before `at`; gives how many it were. */
  removeEnded(at: number, most: number): Promise<number>;
}
