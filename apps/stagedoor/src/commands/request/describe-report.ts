import type {
  RequestReport,
  SigningComparison,
  StringDifference,
} from '@stagedoor/rest-auth/explain';
import { describeUnverified } from '../../describe-token.js';
import { describeFinding, describeVerdict } from '../../describe-finding.js';
import type { Paint } from '../../paint.js';

const NAMED_CONTROLS: Readonly<Record<string, string>> = {
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

/** A text with its controls written out: they may be what is wrong with it. */
const showControls = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) =>
      NAMED_CONTROLS[character] ?? `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );

/** Room for the number of a line, and for a mark. */
const INDENT = 6;

/** A mark below the first character that differs. */
function markColumn(line: string, { column }: StringDifference, paint: Paint): string {
  const width = showControls(line.slice(0, column - 1)).length;
  return `${' '.repeat(INDENT + width)}${paint('bad', '^ differs from here on')}`;
}

function describeLines(
  lines: readonly string[],
  difference: StringDifference | undefined,
  paint: Paint,
): readonly string[] {
  return lines.flatMap((line, index) => [
    `${paint('label', String(index + 1).padStart(INDENT - 2))}  ${showControls(line)}`,
    ...(difference?.line === index + 1 ? [markColumn(line, difference, paint)] : []),
  ]);
}

const CLIENT_HEADINGS: Readonly<Record<NonNullable<SigningComparison['clientIs']>, string>> = {
  found: 'What the client signed, as it was found by trying',
  given: 'What the client signed, as it was given',
};

/** Both signing strings, line by line, with the first difference marked in that of the client. */
function describeSigning(signing: SigningComparison | undefined, paint: Paint): readonly string[] {
  if (signing === undefined) return [];
  const { server, client, clientIs = 'given', difference } = signing;
  return [
    '',
    paint('heading', 'What the server signs'),
    ...describeLines(server, undefined, paint),
    ...(client === undefined
      ? []
      : [
          '',
          paint('heading', CLIENT_HEADINGS[clientIs]),
          ...describeLines(client, difference, paint),
        ]),
  ];
}

/** What the token says, where the request shows one that can be read. */
function describeToken({ token }: RequestReport, now: number, paint: Paint): readonly string[] {
  if (token?.claims === undefined) return [];
  const [, ...lines] = describeUnverified({ verified: false, ...token.claims }, now, paint);
  return ['', paint('heading', 'What the token says'), ...lines];
}

/** A report as lines for people. `now` is Unix seconds. */
export function describeReport(
  report: RequestReport,
  now: number,
  paint: Paint,
): readonly string[] {
  const { summary, scheme, claimedId } = report;
  const who = [
    ...(scheme === undefined ? [] : [scheme]),
    ...(claimedId === undefined ? [] : [`for ${showControls(claimedId)}`]),
  ];
  return [
    showControls([summary, ...(who.length === 0 ? [] : [who.join(' ')])].join('; ')),
    describeVerdict(report, paint),
    ...report.findings.flatMap((finding, index) => describeFinding(finding, index, paint)),
    ...describeSigning(report.signing, paint),
    ...describeToken(report, now, paint),
  ];
}
