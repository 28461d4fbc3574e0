/** Which stream is meant: one name at one entry point of one project. */
export interface StreamKey {
  readonly projectId: string;
  readonly entryPoint: string;
  readonly stream: string;
}

/** Until when a ban holds. */
export interface BanEnd {
  /** RFC 3339, as the client sent it, with its offset. */
  readonly resumeTime: string;
  /** The same in Unix seconds, rounded up: from here on the stream may come again. */
  readonly resumesAt: number;
}

/** A stream that nobody may push, for some time. */
export interface StreamBan extends StreamKey, BanEnd {}
