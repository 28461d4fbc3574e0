/** How the text of a flag or of an environment variable becomes a value. */
export type SettingForm = 'text' | 'number' | 'switch' | 'list' | 'numbers-by-name' | 'json';

/** One setting of a server: the same in the configuration file, the environment and the command line. */
export interface Setting {
  /** As commander writes it: `--port <number>`. */
  readonly flag: string;
  /** The environment variable. */
  readonly variable: string;
  readonly help: string;
  readonly form: SettingForm;
  /** The end of the sentence "<key> must be ...". */
  readonly mustBe: string;
  readonly isMet: (value: unknown) => boolean;
  /** Where nothing gives it. */
  readonly fallback?: unknown;
  /**
   * Whether it may hold a secret: never shown, and it can be given by the name of a file, as `<variable>_FILE`,
   * `--<flag>-file` and `{"file": "..."}`.
   */
  readonly isSecret?: true;
}
