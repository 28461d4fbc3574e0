/** The entry point that every project has from the start, and that cannot be removed: media-broadcast.md 4. */
export const PERMANENT_ENTRY_POINT = 'live';

/** A place that streams are pushed to: the first part of the path of a stream URL. */
export interface EntryPoint {
  readonly projectId: string;
  /** As `parseEntryPointName` has it. Letter case counts. */
  readonly name: string;
  /** Unix seconds. */
  readonly createdAt: number;
}
