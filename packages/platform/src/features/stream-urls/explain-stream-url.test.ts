import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { explainStreamUrl } from './explain-stream-url.js';
import { STREAM_URL_FINDING_KINDS } from './finding-kinds.js';

const NOW = 1_795_242_600;
const END = NOW + 600;
const KEY = 'Stagedoor-Key-01';
const PATH = '/live/stage.flv';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

interface Sent {
  readonly origin?: string;
  readonly path?: string;
  readonly ts?: string;
  readonly sign: string;
  readonly more?: string;
}

const urlOf = ({
  origin = 'https://play.example.com:8443',
  path = PATH,
  ts = String(END),
  sign,
  more = '',
}: Sent): string => `${origin}${path}?${more}ts=${ts}&sign=${sign}`;

const explain = (url: string, authKey: string = KEY) =>
  explainStreamUrl({ url, authKey, now: NOW });

const kindsOf = (url: string, authKey?: string): readonly string[] =>
  explain(url, authKey).findings.map(({ kind }) => kind);

/** What programs sign by mistake, and what is found out. */
const SIGNED_BY_MISTAKE: readonly (readonly [kind: string, Sent])[] = [
  ['suffix_not_signed', { sign: md5(`${KEY}/live/stage${END}`) }],
  [
    'suffix_not_signed',
    { path: '/live/stage/playlist.m3u8', sign: md5(`${KEY}/live/stage${END}`) },
  ],
  ['suffix_signed_only', { path: '/live/stage', sign: md5(`${KEY}${PATH}${END}`) }],
  ['path_signed_decoded', { path: '/live/h%C3%B6he', sign: md5(`${KEY}/live/höhe${END}`) }],
  [
    'path_signed_encoded',
    { origin: 'rtmp://a.test', path: '/live/höhe', sign: md5(`${KEY}/live/h%C3%B6he${END}`) },
  ],
  ['entry_point_not_signed', { sign: md5(`${KEY}/stage.flv${END}`) }],
  ['entry_point_not_signed', { sign: md5(`${KEY}stage.flv${END}`) }],
  ['slash_not_signed', { sign: md5(`${KEY}live/stage.flv${END}`) }],
  ['slash_signed_only', { sign: md5(`${KEY}${PATH}/${END}`) }],
  ['host_signed', { sign: md5(`${KEY}https://play.example.com:8443${PATH}${END}`) }],
  ['host_signed', { sign: md5(`${KEY}play.example.com${PATH}${END}`) }],
  ['letter_case_of_path', { path: '/live/Stage', sign: md5(`${KEY}/live/stage${END}`) }],
  ['ts_signed_as_milliseconds', { sign: md5(`${KEY}${PATH}${END}000`) }],
  ['ts_signed_as_hex', { sign: md5(`${KEY}${PATH}${END.toString(16)}`) }],
  ['ts_not_signed', { sign: md5(`${KEY}${PATH}`) }],
  ['key_with_line_break', { sign: md5(`${KEY}\n${PATH}${END}`) }],
  ['key_with_blanks', { sign: md5(`${KEY} ${PATH}${END}`) }],
  ['letter_case_of_key', { sign: md5(`${KEY.toLowerCase()}${PATH}${END}`) }],
  ['key_not_signed', { sign: md5(`${PATH}${END}`) }],
  ['order_of_parts', { sign: md5(`${PATH}${KEY}${END}`) }],
  ['order_of_parts', { sign: md5([KEY, PATH, END].join('-')) }],
  ['hmac_signed', { sign: createHmac('md5', KEY).update(`${PATH}${END}`).digest('hex') }],
  ['sign_wrong', { sign: md5(`another key${PATH}${END}`) }],
  ['expired', { ts: String(NOW - 1), sign: md5(`${KEY}${PATH}${NOW - 1}`) }],
  ['ts_milliseconds', { ts: `${END}000`, sign: md5(`${KEY}${PATH}${END}000`) }],
  ['ts_milliseconds', { ts: `${END}000`, sign: md5(`${KEY}${PATH}${END}`) }],
  ['ts_hex', { ts: END.toString(16), sign: md5(`${KEY}${PATH}${END.toString(16)}`) }],
  ['ts_hex', { ts: END.toString(16), sign: md5(`${KEY}${PATH}${END}`) }],
  ['ts_malformed', { ts: 'soon', sign: md5(`${KEY}${PATH}soon`) }],
  ['sign_short', { sign: md5(`${KEY}${PATH}${END}`).slice(8, 24) }],
  ['sign_malformed', { sign: createHash('sha256').update('x').digest('hex') }],
];

describe('explainStreamUrl', () => {
  it.each(SIGNED_BY_MISTAKE)('finds %s in %o', (kind, sent) => {
    const { verdict, findings } = explain(urlOf(sent));
    expect([verdict, findings.map((finding) => finding.kind)]).toEqual(['rejected', [kind]]);
  });

  it('finds two mistakes at once', () => {
    const sign = md5(`${KEY}\n/live/stage${END}`);
    expect(kindsOf(urlOf({ sign }))).toEqual(['suffix_not_signed', 'key_with_line_break']);
  });

  it('finds that the query was signed', () => {
    const sign = md5(`${KEY}${PATH}?a=1${END}`);
    expect(kindsOf(urlOf({ sign, more: 'a=1&' }))).toEqual([
      'query_signed',
      'parameters_not_signed',
    ]);
  });

  it('says more than the reason of the check', () => {
    const report = explain(urlOf({ ts: String(NOW - 5), sign: md5('wrong') }));
    expect(report).toMatchObject({ verdict: 'rejected', reason: 'expired', expiresAt: NOW - 5 });
    expect(report.findings.map(({ kind }) => kind)).toEqual(['expired', 'sign_wrong']);
  });

  it.each([
    ['rtmp://push.example.com', 'url_unreadable'],
    ['', 'url_unreadable'],
    ['/live/stage', 'ts_missing,sign_missing'],
    [`/live/stage?sign=${md5('x')}`, 'ts_missing'],
    [`/live/stage?TS=${END}&Sign=${md5('x')}`, 'ts_missing,sign_missing,parameters_not_signed'],
    [urlOf({ sign: md5(`${KEY}${PATH}${END}`), more: `ts=${END}&` }), 'ts_repeated'],
    [urlOf({ sign: md5(`${KEY}${PATH}${END}`), more: 'sign=&' }), 'sign_repeated,sign_malformed'],
  ])('finds what is wrong with the form of %s', (url, kinds) => {
    const report = explain(url);
    expect([report.verdict, report.findings.map(({ kind }) => kind).join(',')]).toEqual([
      'rejected',
      kinds,
    ]);
  });

  it('finds nothing where nothing is wrong', () => {
    const sign = md5(`${KEY}${PATH}${END}`).toUpperCase();
    expect(explain(urlOf({ sign }))).toEqual({
      verdict: 'accepted',
      path: PATH,
      expiresAt: END,
      findings: [],
    });
  });

  it('warns of what works now', () => {
    const late = String(NOW + 86_401);
    const sign = md5(`${KEY}/live/höhe${late}`);
    const report = explain(urlOf({ path: '/live/höhe', ts: late, sign, more: 'token=1&' }));
    expect([report.verdict, report.findings.map(({ kind }) => kind)]).toEqual([
      'accepted',
      ['far_ahead', 'path_not_encoded', 'parameters_not_signed'],
    ]);
  });

  it('says that a domain without a key lets everybody in', () => {
    const report = explainStreamUrl({ url: '/live/stage', authKey: undefined, now: NOW });
    expect([report.verdict, report.findings.map(({ kind }) => kind)]).toEqual([
      'accepted',
      ['key_missing'],
    ]);
  });

  it('knows the limit of the operator', () => {
    const sign = md5(`${KEY}${PATH}${END}`);
    const options = { url: urlOf({ sign }), authKey: KEY, now: NOW, maxAheadSeconds: 300 };
    expect(explainStreamUrl(options)).toMatchObject({
      reason: 'too_far_ahead',
      findings: [{ kind: 'too_far_ahead' }],
    });
  });

  it('tells neither key nor sign', () => {
    for (const [, sent] of SIGNED_BY_MISTAKE) {
      const text = JSON.stringify(explain(urlOf(sent)));
      expect(text).not.toContain(KEY);
      expect(text).not.toContain(sent.sign);
    }
  });

  it('has every kind once', () => {
    expect(new Set(STREAM_URL_FINDING_KINDS).size).toBe(STREAM_URL_FINDING_KINDS.length);
  });

  it('is quick with the longest of URLs', () => {
    const path = `/live/${'%C3%B6'.repeat(1300)}.flv`;
    expect(kindsOf(urlOf({ path, sign: md5('x') }))).toEqual(['sign_wrong']);
  }, 5000);
});
