import type { Paint, Tone } from './paint.js';

/** A finding of one of the explanations. */
interface ShownFinding {
  readonly kind: string;
  readonly severity: 'fatal' | 'warning' | 'note';
  /** Sentences without their stop. */
  readonly message: string;
  readonly fix: string;
}

/** How an explanation ends. */
interface ShownVerdict {
  readonly verdict: 'accepted' | 'rejected' | 'unproven';
  readonly code?: string | undefined;
  readonly findings: readonly ShownFinding[];
}

const TONES: Readonly<Record<ShownFinding['severity'], Tone>> = {
  fatal: 'bad',
  warning: 'warning',
  note: 'heading',
};

/** The lines of one finding, with a number in front. */
export function describeFinding(
  { kind, severity, message, fix }: ShownFinding,
  index: number,
  paint: Paint,
): readonly string[] {
  return [
    '',
    `${index + 1}. ${paint(TONES[severity], severity)} ${kind}`,
    `   ${message}.`,
    `   ${paint('good', 'Fix:')} ${fix}.`,
  ];
}

const VERDICT_TONES: Readonly<Record<ShownVerdict['verdict'], Tone>> = {
  accepted: 'good',
  rejected: 'bad',
  unproven: 'warning',
};

/** The line that says how it ends, and `more` that is known. */
export function describeVerdict(
  { verdict, code, findings }: ShownVerdict,
  paint: Paint,
  more: readonly string[] = [],
): string {
  return [
    `Verdict: ${paint(VERDICT_TONES[verdict], verdict)}${code === undefined ? '' : ` (${code})`}`,
    ...more,
    ...(findings.length === 0 ? ['nothing was found'] : []),
  ].join('; ');
}
