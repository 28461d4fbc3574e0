import {
  buildRequest,
  type Credential,
  joinParameters,
  type RequestDraft,
  SECRET,
  writeCredential,
} from '../hmac-request.js';
import { permute, type Row, row, rowOf } from './row.js';

const NAMES = ['username', 'algorithm', 'headers', 'signature'] as const;

/** Writes a right credential otherwise. */
const written = (write: (credential: Credential) => string): RequestDraft => ({ write });

/** Changes the text of a right credential. */
const rewritten = (change: (text: string) => string): RequestDraft =>
  written((credential) => change(writeCredential(credential)));

const unsigned = (...fields: readonly (readonly [string, string])[]): RequestDraft => ({
  write: null,
  fields,
});

/** A right credential, to stand in another field. */
const RIGHT = buildRequest().headers.at(-1)?.[1] ?? '';
const OTHER = buildRequest({ secret: `${SECRET}!` }).headers.at(-1)?.[1] ?? '';
const MALFORMED = 'hmac nonsense';

/** A right credential that is padded with blanks after its first comma to so many octets. */
const ofLength = (byteLength: number): RequestDraft =>
  rewritten((text) => text.replace(', ', `,${' '.repeat(byteLength - text.length + 1)}`));

const WHERE_IT_STANDS: readonly Row[] = [
  row('K01', 'neither header', unsigned(), 'U credentials_missing'),
  row(
    'K02',
    'Authorization is empty',
    written(() => ''),
    'U credentials_missing',
  ),
  row(
    'K02',
    'Authorization is blank',
    written(() => ' \t '),
    'U credentials_missing',
  ),
  row(
    'K03',
    'credential in Proxy-Authorization alone',
    { credentialField: 'Proxy-Authorization' },
    { strict: 'U credentials_missing', agora: 'ok' },
  ),
  row(
    'K03',
    'two lines of Proxy-Authorization alone',
    unsigned(['Proxy-Authorization', RIGHT], ['Proxy-Authorization', RIGHT]),
    { strict: 'U credentials_missing', agora: '400 duplicate_header' },
  ),
  row(
    'K04',
    'Proxy-Authorization well-formed and wrong, Authorization right',
    { fields: [['Proxy-Authorization', OTHER]] },
    'ok',
  ),
  row(
    'K04',
    'two lines of Proxy-Authorization, Authorization right',
    {
      fields: [
        ['Proxy-Authorization', OTHER],
        ['Proxy-Authorization', OTHER],
      ],
    },
    'ok',
  ),
  row(
    'K04',
    'Proxy-Authorization right, Authorization of a wrong secret',
    unsigned(['Proxy-Authorization', RIGHT], ['Authorization', OTHER]),
    'M signature_mismatch',
  ),
  row(
    'K05',
    'Proxy-Authorization malformed, Authorization right',
    { fields: [['Proxy-Authorization', MALFORMED]] },
    'ok',
  ),
  row(
    'K06',
    'Authorization wrong, Proxy-Authorization right',
    unsigned(['Proxy-Authorization', RIGHT], ['Authorization', MALFORMED]),
    'C authorization_malformed',
  ),
  row(
    'K06',
    'Authorization of another scheme, Proxy-Authorization right',
    unsigned(['Proxy-Authorization', RIGHT], ['Authorization', 'Basic YTpi']),
    'C scheme_not_allowed',
  ),
  row(
    'K07',
    'two lines of Authorization, both right',
    { fields: [['Authorization', RIGHT]] },
    '400 duplicate_header',
  ),
  row(
    'K07',
    'two lines of Authorization, the first one empty',
    { fields: [['authorization', '']] },
    '400 duplicate_header',
  ),
];

const HOW_THE_SCHEME_STANDS: readonly Row[] = [
  ...['hmac', 'Hmac'].map((scheme) =>
    row(
      'K08',
      `scheme ${scheme}`,
      rewritten((text) => text.replace('hmac', scheme)),
      'ok',
    ),
  ),
  ...['HMAC', 'hMAC'].map((scheme) =>
    row(
      'K09',
      `scheme ${scheme}`,
      rewritten((text) => text.replace('hmac', scheme)),
      'ok',
    ),
  ),
  row(
    'K10',
    'no space after the scheme',
    rewritten((text) => text.replace('hmac ', 'hmac')),
    'C',
  ),
  row(
    'K10',
    'nothing after the scheme',
    rewritten(() => 'hmac'),
    'C authorization_malformed',
  ),
  ...['x ', '"', 'x hmac username="a", ', ', '].map((before) =>
    row(
      'K11',
      `before the scheme: ${before}`,
      rewritten((text) => before + text),
      'C',
    ),
  ),
  ...[' x', ',', ' , ', ';', '"', ', x', '\u00a0', '\v'].map((after) =>
    row(
      'K12',
      `after the last quote: ${JSON.stringify(after)}`,
      rewritten((text) => text + after),
      'C authorization_malformed',
    ),
  ),
  ...['Basic YTpi', 'Bearer abc', 'Signature keyId="a",signature="b"', 'Digest username="a"'].map(
    (text) =>
      row(
        'K21',
        text,
        rewritten(() => text),
        'C scheme_not_allowed',
      ),
  ),
];

const withSeparator = (separator: string): RequestDraft =>
  written((credential) => `hmac ${joinParameters(credential, separator)}`);

const inOrder =
  (order: readonly string[]) =>
  (credential: Credential): string =>
    `hmac ${joinParameters(
      Object.fromEntries(
        order.map((name) => [
          name,
          Object.entries(credential).find(([each]) => each === name)?.[1],
        ]),
      ) as unknown as Credential,
    )}`;

const GRAMMAR: readonly Row[] = [
  ...[',', ', ', ',   ', ',\t', ', \t '].map((separator) =>
    row('K13', `between parameters: ${JSON.stringify(separator)}`, withSeparator(separator), 'ok'),
  ),
  ...[' ,', '\t,', ' \t , '].map((separator) =>
    row('K14', `between parameters: ${JSON.stringify(separator)}`, withSeparator(separator), 'ok'),
  ),
  ...[' =', '= ', ' = ', '\t='].map((equals) =>
    row(
      'K15',
      `between name and value: ${JSON.stringify(equals)}`,
      rewritten((text) => text.replace('=', equals)),
      'C authorization_malformed',
    ),
  ),
  ...permute(NAMES).map((order) =>
    row('K16', `order ${order.join(', ')}`, written(inOrder(order)), 'ok'),
  ),
  ...NAMES.flatMap((name) => [
    row(
      'K17',
      `${name} in capitals`,
      rewritten((text) => text.replace(name, name.toUpperCase())),
      'ok',
    ),
    row(
      'K18',
      `${name} is missing`,
      written(inOrder(NAMES.filter((each) => each !== name))),
      'C authorization_malformed',
    ),
    row(
      'K18',
      `${name} is empty`,
      written((credential) => writeCredential({ ...credential, [name]: '' })),
      'C authorization_malformed',
    ),
    row(
      'K18',
      `${name} has no quotes`,
      rewritten((text) => text.replace(new RegExp(`${name}="([^"]*)"`), `${name}=$1`)),
      'C authorization_malformed',
    ),
    row(
      'K18',
      `${name} has single quotes`,
      rewritten((text) => text.replace(new RegExp(`${name}="([^"]*)"`), `${name}='$1'`)),
      'C authorization_malformed',
    ),
    row(
      'K19',
      `${name} twice`,
      rewritten((text) => `${text}, ${name}="x"`),
      'C authorization_malformed',
    ),
  ]),
  row('K18', 'semicolons', withSeparator('; '), 'C authorization_malformed'),
  row('K18', 'an empty list element', withSeparator(', , '), 'C authorization_malformed'),
  row(
    'K18',
    'an empty list element in front',
    rewritten((text) => text.replace('hmac ', 'hmac , ')),
    'C authorization_malformed',
  ),
  row(
    'K19',
    'an unknown parameter at the end',
    rewritten((text) => `${text}, realm="x"`),
    'C authorization_malformed',
  ),
  row(
    'K19',
    'an unknown parameter in front',
    rewritten((text) => text.replace('hmac ', 'hmac realm="x", ')),
    'C authorization_malformed',
  ),
  row(
    'K19',
    'a whole second credential',
    rewritten((text) => `${text}, ${text.slice('hmac '.length)}`),
    'C authorization_malformed',
  ),
  row('K20', 'a backslash in the customer ID', { customerId: 'a\\b' }, 'C authorization_malformed'),
  row('K20', 'a quote after a backslash', { customerId: 'a\\"b' }, 'C authorization_malformed'),
];

const LENGTH: readonly Row[] = [
  row('K22', 'Authorization of 4096 octets', ofLength(4096), 'ok'),
  row('K22', 'Authorization of 4097 octets', ofLength(4097), {
    strict: '400 authorization_too_long',
    agora: 'ok',
  }),
  row('K22', 'Authorization of 8192 octets', ofLength(8192), {
    strict: '400 authorization_too_long',
    agora: 'ok',
  }),
  row('K22', 'Authorization of 8193 octets', ofLength(8193), '400 authorization_too_long'),
  row(
    'K22',
    'another field of 16 KB',
    { fields: [['X-Fill', 'x'.repeat(16_384)]] },
    '431 head_too_large',
  ),
  row('K22', 'a target of 16 KB', { target: `/${'x'.repeat(16_384)}` }, '431 head_too_large'),
  row(
    'K22',
    'many fields of 16 KB in all',
    { fields: Array.from({ length: 1700 }, (_, i) => [`x-${i}`, 'x'] as const) },
    '431 head_too_large',
  ),
  row(
    'K22',
    'Proxy-Authorization of 8192 octets',
    { ...ofLength(8192), credentialField: 'Proxy-Authorization' },
    { strict: 'U credentials_missing', agora: 'ok' },
  ),
  rowOf(
    'K22',
    'Proxy-Authorization of 8193 octets',
    { ...buildRequest({ ...ofLength(8193), credentialField: 'Proxy-Authorization' }) },
    { strict: 'U credentials_missing', agora: '400 authorization_too_long' },
  ),
];

/** K01 to K22, but for what takes more than one request. */
export const CREDENTIAL_ROWS: readonly Row[] = [
  ...WHERE_IT_STANDS,
  ...HOW_THE_SCHEME_STANDS,
  ...GRAMMAR,
  ...LENGTH,
];
