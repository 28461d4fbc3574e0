import type { StreamUrlFinding, StreamUrlFindingKind } from './finding-kinds.js';

type FindingText = Omit<StreamUrlFinding, 'kind'>;

const fatal = (message: string, fix: string): FindingText => ({ severity: 'fatal', message, fix });

const SIGN_PATH = 'sign the path exactly as it is requested';

const FINDING_TEXTS: Readonly<Record<StreamUrlFindingKind, FindingText>> = {
  url_unreadable: fatal(
    'this is no stream URL: it has no path, or a fragment, or is far too long',
    'give scheme://host/entry_point/stream with ts and sign, as a client asks for it',
  ),
  key_missing: {
    severity: 'warning',
    message: 'the domain has no timestamp key, so nothing is checked and everybody may use it',
    fix: 'set a key for the domain, and sign its URLs with it',
  },
  ts_missing: fatal('there is no parameter ts', 'add ts and sign, in lower case, to the query'),
  sign_missing: fatal('there is no parameter sign', 'add ts and sign, in lower case, to the query'),
  ts_repeated: fatal('ts is there more than once', 'send it once'),
  sign_repeated: fatal('sign is there more than once', 'send it once'),
  ts_milliseconds: fatal(
    'ts has thirteen digits, so it is in milliseconds',
    'divide it by 1000 and drop the fraction, before it is signed',
  ),
  ts_hex: fatal(
    'ts is in hex digits, as other vendors have it',
    'write it in ten decimal digits, before it is signed',
  ),
  ts_malformed: fatal(
    'ts is not of ten decimal digits',
    'use the Unix time in seconds at which the URL is to end',
  ),
  sign_short: fatal(
    'sign has 16 hex digits: samples of finished URLs show so many, but 32 are computed',
    'send all 32 hex digits of the MD5',
  ),
  sign_malformed: fatal(
    'sign is not of 32 hex digits, so it is no MD5 in hex',
    'use MD5, not another hash and not base64, and write it in hex',
  ),
  expired: fatal('the instant ts is over', 'sign a new URL; and compare the clocks, if it is new'),
  too_far_ahead: fatal(
    'ts lies further ahead than this server allows',
    'sign a URL that ends sooner, when it is needed',
  ),
  suffix_not_signed: fatal(
    'the path was signed without its suffix, which names the protocol',
    `${SIGN_PATH}: with .flv or /playlist.m3u8, where it ends so`,
  ),
  suffix_signed_only: fatal(
    'a suffix was signed that the path does not have',
    `${SIGN_PATH}: RTMP paths end with the name of the stream`,
  ),
  path_signed_decoded: fatal(
    'the path was signed percent-decoded, and is requested encoded',
    'encode the path first, then sign it',
  ),
  path_signed_encoded: fatal(
    'the path was signed percent-encoded, and is requested as it is',
    SIGN_PATH,
  ),
  entry_point_not_signed: fatal(
    'only the name of the stream was signed',
    'sign the whole path: /entry_point/stream',
  ),
  slash_not_signed: fatal('the path was signed without a slash that it has', SIGN_PATH),
  slash_signed_only: fatal('a slash was signed at the end, which the path lacks', SIGN_PATH),
  host_signed: fatal('the host was signed as well', 'sign the path alone: it begins with a slash'),
  query_signed: fatal('the query was signed as well', 'sign the path alone: it ends before the ?'),
  letter_case_of_path: fatal('the path was signed in other letter case', SIGN_PATH),
  ts_signed_as_milliseconds: fatal(
    'ts was signed in milliseconds, and sent in seconds',
    'make ts once, in seconds, and use the same text for both',
  ),
  ts_signed_as_hex: fatal(
    'ts was signed in hex digits, and sent in decimal ones',
    'make ts once, in decimal digits, and use the same text for both',
  ),
  ts_not_signed: fatal('ts was not signed', 'sign key, path and ts'),
  key_with_blanks: fatal(
    'the key was used with other blanks around it than the domain has',
    'use the key exactly as it was set',
  ),
  key_with_line_break: fatal(
    'a line break behind the key was signed, as files and echo add it',
    'trim the key when it is read; printf and echo -n add nothing',
  ),
  letter_case_of_key: fatal(
    'the key was used in other letter case',
    'use the key exactly as it was set',
  ),
  key_not_signed: fatal('the key was not signed', 'sign key, path and ts'),
  order_of_parts: fatal(
    'the parts were signed in another order',
    'sign the key first, then the path, then ts, with nothing between them',
  ),
  hmac_signed: fatal(
    'HMAC was used with the key',
    'use plain MD5 over key, path and ts, one behind the other',
  ),
  sign_wrong: fatal(
    'sign is that of another key, another path or another ts; common mistakes were tried. The host is not it: it is not signed',
    'compare the key with that of the domain, and the text that your program signs with key, path and ts',
  ),
  far_ahead: {
    severity: 'warning',
    message: 'ts lies more than a day ahead: whoever sees the URL can use it until then',
    fix: 'let URLs end five to ten minutes after they are made',
  },
  path_not_encoded: {
    severity: 'warning',
    message:
      'clients of HTTP percent-encode this path before they ask for it, and then its sign is wrong',
    fix: 'encode the path first, then sign it',
  },
  parameters_not_signed: {
    severity: 'note',
    message: 'other parameters are not signed, and neither are host and scheme',
    fix: 'do not rely on them',
  },
};

/** A finding with its words. */
export function describeStreamUrlFinding(kind: StreamUrlFindingKind): StreamUrlFinding {
  return { kind, ...FINDING_TEXTS[kind] };
}
