/** An entry point as a path names it. */
export interface EntryPointPath {
  readonly appid: string;
  readonly entryPoint: string;
}

/** A stream as a path names it. */
export interface StreamPath extends EntryPointPath {
  readonly stream: string;
}
