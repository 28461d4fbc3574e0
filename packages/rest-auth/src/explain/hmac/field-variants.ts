import { formatHttpDate } from '../../headers/format-http-date.js';
import { parseLenientDate } from '../../headers/parse-http-date.js';
import { EMPTY_DIGEST } from './empty-digest.js';
import { writeField, type SigningDraft } from './signing-draft.js';
import type { Alteration, VariantRow } from './variant-row.js';

const withHost = (draft: SigningDraft, host: string, message: string): Alteration => ({
  draft: { ...draft, line: { ...draft.line, host } },
  message,
});

const hostRow = (
  kind: VariantRow['kind'],
  fix: string,
  list: (draft: SigningDraft) => readonly (readonly [host: string, message: string])[],
): VariantRow => ({
  kind,
  axis: 'host',
  fix,
  list: (draft, { index }) =>
    list({ ...draft, line: { ...draft.line, host: index.first('host') ?? '' } })
      .filter(([host]) => host !== draft.line.host)
      .map(([host, message]) => withHost(draft, host, message)),
});

const HOST_FIX =
  'sign the value of Host as it goes out: the name, and the port where the URL has one';
const PORTS = ['443', '80', '8080', '8443', '8000', '3000'];
const PORT = /:\d+$/;

const HOST_PORT = hostRow('host_other_port', HOST_FIX, ({ line: { host } }) =>
  PORTS.map((port) => [
    `${host.replace(PORT, '')}:${port}`,
    `the client signed the host with the port ${port}, and ${PORT.exec(host)?.[0].slice(1) ?? 'none'} arrived`,
  ]),
);

const HOST_CASE = hostRow(
  'host_letter_case',
  'sign the host in the letter case in which it is sent',
  ({ line: { host } }) => [
    [host.toLowerCase(), 'the client signed the host in lower case'],
    [host.toUpperCase(), 'the client signed the host in capitals'],
  ],
);

/** Hosts that a program may still have in its configuration. */
const OTHER_HOSTS = ['api.agora.io', 'api.sd-rtn.com', 'localhost', '127.0.0.1', 'example.com', ''];

const HOST_OTHER: VariantRow = {
  kind: 'host_other',
  axis: 'host',
  fix: 'sign the host that the client connects to; a proxy must pass Host on as it came',
  list: (draft, { index, omitter }) => {
    const forwarded = index.first('x-forwarded-host');
    const host = index.first('host') ?? '';
    const hosts = [...OTHER_HOSTS, ...(forwarded === undefined ? [] : [forwarded])];
    return [...hosts, `https://${host}`, `http://${host}`]
      .filter((other) => other !== draft.line.host)
      .map((other) =>
        withHost(
          draft,
          other,
          `the client signed ${other === '' ? 'an empty host' : `the host ${omitter.quote(other)}`}, and ${omitter.quote(host)} arrived`,
        ),
      );
  },
};

const withNames = (
  draft: SigningDraft,
  names: readonly string[],
  message: string,
): readonly Alteration[] =>
  names.join(' ') === draft.names.join(' ') ? [] : [{ draft: { ...draft, names }, message }];

const titleCase = (name: string): string =>
  name.replaceAll(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());

const NAMES_CASE: VariantRow = {
  kind: 'names_letter_case',
  axis: 'names',
  fix: 'write each name in the signing string exactly as it stands in the list of headers',
  list: (draft) => [
    ...withNames(
      draft,
      draft.names.map((name) => name.toLowerCase()),
      'the client signed the names in lower case, and listed them otherwise',
    ),
    ...withNames(
      draft,
      draft.names.map((name) => titleCase(name.toLowerCase())),
      'the client signed the names with capitals, and listed them otherwise',
    ),
  ],
};

/** A list in every order. */
function listOrders(names: readonly string[]): readonly (readonly string[])[] {
  if (names.length < 2) return [names];
  return names.flatMap((first, index) =>
    listOrders(names.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

/** Of more names there are too many orders. */
const MAX_ORDERED_NAMES = 5;

const NAMES_ORDER: VariantRow = {
  kind: 'names_order',
  axis: 'names',
  fix: 'write the lines in the order in which the names are listed',
  isAlone: true,
  list: (draft, { omitter }) =>
    draft.names.length > MAX_ORDERED_NAMES
      ? []
      : listOrders(draft.names).flatMap((names) =>
          withNames(
            draft,
            names,
            `the client signed the lines in the order ${omitter.quote(names.join(' '))}, and listed ${omitter.quote(draft.names.join(' '))}`,
          ),
        ),
};

const DIGEST_LINE_MISSING: VariantRow = {
  kind: 'digest_line_missing',
  axis: 'digest',
  fix: 'sign the digest line too, or take digest off the list',
  list: (draft) =>
    withNames(
      draft,
      draft.names.filter((name) => name.toLowerCase() !== 'digest'),
      'the client listed digest, and signed no line of it',
    ),
};

/** A draft in which one header has another value. */
const withValue = (
  draft: SigningDraft,
  name: string,
  value: string,
  message: string,
): readonly Alteration[] =>
  draft.names.some((each) => each.toLowerCase() === name) && draft.valueOf(name) !== value
    ? [
        {
          draft: {
            ...draft,
            valueOf: (each) => (each === name ? value : draft.valueOf(each)),
          },
          message,
        },
      ]
    : [];

const DIGEST_OF_NOTHING: VariantRow = {
  kind: 'digest_line_of_nothing',
  axis: 'digest',
  fix: 'make the digest of the body that is sent, and sign the very value that is sent as Digest',
  list: (draft) => [
    ...withValue(
      draft,
      'digest',
      EMPTY_DIGEST,
      'the client signed the digest of an empty body, and sent another one',
    ),
    ...withValue(draft, 'digest', '', 'the client signed an empty digest'),
  ],
};

const DIGEST_LABEL: VariantRow = {
  kind: 'digest_line_label',
  axis: 'digest',
  fix: 'sign the value of Digest as it is sent, with its label SHA-256=',
  list: (draft) => {
    const value = draft.valueOf('digest').replace(/^SHA-256=/i, '');
    return ['sha-256=', 'SHA256=', 'SHA-256:', ''].flatMap((label) =>
      withValue(
        draft,
        'digest',
        label + value,
        `the client signed the digest with ${label === '' ? 'no label' : `the label ${label}`}`,
      ),
    );
  },
};

const dateNameOf = (draft: SigningDraft): string =>
  draft.names.map((name) => name.toLowerCase()).find((name) => /^(?:x-)?date$/.test(name)) ?? '';

const DATE_FIX =
  'read the clock once, and use the same text for the header and for the signing string';

/** The signed instant, Unix seconds; undefined where it cannot be read. */
function readInstant(draft: SigningDraft): number | undefined {
  const date = parseLenientDate(draft.valueOf(dateNameOf(draft)));
  return date.kind === 'date' ? date.at : undefined;
}

const DATE_REWRITTEN: VariantRow = {
  kind: 'date_rewritten',
  axis: 'date',
  fix: DATE_FIX,
  list: (draft) => {
    const name = dateNameOf(draft);
    const at = readInstant(draft);
    if (at === undefined) return [];
    const text = formatHttpDate(at);
    const iso = new Date(at * 1000).toISOString();
    const forms = [
      text,
      text.replace('GMT', 'UTC'),
      text.replace('GMT', '+0000'),
      text.replace(' GMT', ''),
      text.replace(/, 0/, ', '),
      iso,
      iso.replace('.000Z', 'Z'),
      String(at),
      String(at * 1000),
    ];
    return forms.flatMap((form) =>
      withValue(draft, name, form, `the client signed the date as ${form}, and sent another text`),
    );
  },
};

/** How far two readings of the clock may lie apart. */
const READINGS_SECONDS = [-1, 1, -2, 2, -3, 3];

const READ_TWICE: VariantRow = {
  kind: 'date_read_twice',
  axis: 'date',
  fix: DATE_FIX,
  list: (draft) => {
    const at = readInstant(draft);
    if (at === undefined) return [];
    return READINGS_SECONDS.flatMap((seconds) =>
      withValue(
        draft,
        dateNameOf(draft),
        formatHttpDate(at + seconds),
        `the client signed a date ${Math.abs(seconds)} s ${seconds < 0 ? 'before' : 'after'} the one that it sent: it read the clock twice, or its HTTP library wrote a Date of its own`,
      ),
    );
  },
};

const X_DATE: VariantRow = {
  kind: 'x_date_for_date',
  axis: 'date',
  fix: 'list the header whose date is signed: date or x-date',
  list: (draft, { index }) => {
    const name = dateNameOf(draft);
    const other = name === 'date' ? 'x-date' : 'date';
    const value = index.first(other);
    if (value === undefined) return [];
    const renamed = draft.names.map((each) => (each.toLowerCase() === name ? other : each));
    const message = `the client signed the value of ${other}, and listed ${name}`;
    return [...withValue(draft, name, value, message), ...withNames(draft, renamed, message)];
  },
};

const NO_BLANK: VariantRow = {
  kind: 'blank_after_colon',
  axis: 'fields',
  fix: 'write each line as name, colon, one space, value',
  list: (draft) =>
    [':', ' : ', '=', ':  '].map((separator) => ({
      draft: {
        ...draft,
        writeField: (name: string, value: string) => `${name}${separator}${value}`,
      },
      message: `the client wrote ${JSON.stringify(separator)} between name and value`,
    })),
};

const NO_NAMES: VariantRow = {
  kind: 'names_omitted',
  axis: 'fields',
  fix: 'write each line as name, colon, one space, value; only the request line has no name',
  list: (draft) => [
    {
      draft: { ...draft, writeField: (_: string, value: string) => value },
      message: 'the client signed the values without the names of the headers',
    },
    {
      draft: {
        ...draft,
        writeField: (name: string, value: string) =>
          /^digest$/i.test(name) ? value : writeField(name, value),
      },
      message: 'the client signed the digest without the name of its header',
    },
  ],
};

/** What can be otherwise in the lines of the headers. */
export const FIELD_VARIANTS: readonly VariantRow[] = [
  HOST_PORT,
  HOST_CASE,
  HOST_OTHER,
  NAMES_CASE,
  NAMES_ORDER,
  DIGEST_LINE_MISSING,
  DIGEST_OF_NOTHING,
  DIGEST_LABEL,
  READ_TWICE,
  DATE_REWRITTEN,
  X_DATE,
  NO_BLANK,
  NO_NAMES,
];
