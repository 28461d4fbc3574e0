/** The clock and the random source. The app passes in the real ones, a test its own. */
export interface SystemSources {
  /** Unix seconds, whole. */
  readonly now: () => number;
  /** Bytes from a secure source. */
  readonly randomBytes: (size: number) => Uint8Array;
}
