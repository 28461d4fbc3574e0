/** The key that wraps all data keys. It is never stored beside them. */
export interface MasterKey {
  /** Stored beside what it wraps. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** Where master keys come from. A port: a file, the environment, or a program. */
export interface MasterKeySource {
  /** How messages call it: `the file /srv/stagedoor/master.key`. */
  readonly name: string;
  /** All of them: the first one wraps, the others still unwrap. */
  read(): Promise<readonly MasterKey[]>;
  /** How it is changed; undefined where others than this program must do that. */
  readonly editor?: MasterKeyEditor;
}

/** Changes the keys of a source. When it resolves, the change outlives a crash. */
export interface MasterKeyEditor {
  /** Puts a new random key in front of those that are there. */
  add(): Promise<void>;
  /** Removes the keys with these IDs. */
  remove(ids: readonly string[]): Promise<void>;
}
