/** A value that was given for a setting, not checked yet. */
export interface GivenSetting {
  readonly value: unknown;
  /** Where it comes from, for messages: `--port`, `STAGEDOOR_PORT`, `stagedoor.config.json`. */
  readonly from: string;
  /** Whether the value is the name of a file that holds it. */
  readonly isFile?: true;
}

/** What one source gives, by setting. */
export type GivenSettings = ReadonlyMap<string, GivenSetting>;
