/** One line of a log. */
export interface LogLine extends Readonly<Record<string, unknown>> {
  readonly level: string;
  readonly msg: string;
}

/** A log that keeps its lines. */
export class TestLog {
  readonly lines: LogLine[] = [];

  info(fields: object, msg: string): void {
    this.lines.push({ level: 'info', msg, ...fields });
  }

  warn(fields: object, msg: string): void {
    this.lines.push({ level: 'warn', msg, ...fields });
  }

  error(fields: object, msg: string): void {
    this.lines.push({ level: 'error', msg, ...fields });
  }
}
