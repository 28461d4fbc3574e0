import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { forgeService, ISSUED_AT, u16 } from '../../test/forge-token.js';
import { parseUnixSeconds } from '../parse-unix-seconds.js';
import { ByteReader } from '../wire/byte-reader.js';
import { parseService, type TokenTimes } from './parse-service.js';
import type { RtcService } from './rtc.js';
import { findServiceByName } from './service-table.js';

const TIMES: TokenTimes = {
  issuedAt: parseUnixSeconds('the issue time', ISSUED_AT),
  expiresAt: parseUnixSeconds('the expiry', ISSUED_AT + 3600),
};
const RTC_ROW = findServiceByName('rtc')!;
const parse = (bytes: Uint8Array): RtcService =>
  parseService(new ByteReader(bytes), RTC_ROW, TIMES) as RtcService;
/** A service as it is after its type. */
const forge = (
  privileges: readonly (readonly [number, number])[],
  fields: readonly (string | Uint8Array)[] = ['stage-1', '7'],
): Uint8Array => forgeService(1, privileges, fields).subarray(2);

describe('parseService', () => {
  it('reads privileges and fields, and stops after them', () => {
    const reader = new ByteReader(Buffer.concat([forge([[1, 60]]), u16(9)]));
    expect(parseService(reader, RTC_ROW, TIMES)).toEqual({
      service: 'rtc',
      channel: 'stage-1',
      uid: '7',
      privileges: { joinChannel: { expiresInSeconds: 60, expiresAt: ISSUED_AT + 60 } },
    });
    expect(reader.remaining).toBe(2);
  });

  it('ends each privilege by its own life, and with the token at the latest', () => {
    const { privileges } = parse(
      forge([
        [4, 0xffffffff],
        [3, 3601],
        [2, 3600],
        [1, 0],
      ]),
    );
    expect(Object.values(privileges).map((life) => Number(life?.expiresAt) - ISSUED_AT)).toEqual([
      3600, 3600, 3600, 3600,
    ]);
    expect(parse(forge([[1, 1]])).privileges.joinChannel?.expiresAt).toBe(ISSUED_AT + 1);
  });

  it('names privileges outside the table by their number', () => {
    const { privileges } = parse(
      forge([
        [0, 1],
        [5, 2],
        [1000, 3],
        [65_535, 4],
      ]),
    );
    expect(Object.keys(privileges)).toEqual(['0', '5', '1000', '65535']);
  });

  it('reads a service without privileges, and with empty fields', () => {
    expect(parse(forge([], ['', '']))).toEqual({
      service: 'rtc',
      channel: '',
      uid: '',
      privileges: {},
    });
  });

  it('refuses a privilege that comes twice, known or not', () => {
    expect(
      codeOf(() =>
        parse(
          forge([
            [1, 0],
            [1, 0],
          ]),
        ),
      ),
    ).toBe('malformed');
    expect(
      codeOf(() =>
        parse(
          forge([
            [2, 60],
            [1, 0],
            [2, 0],
          ]),
        ),
      ),
    ).toBe('malformed');
    expect(
      codeOf(() =>
        parse(
          forge([
            [77, 1],
            [77, 2],
          ]),
        ),
      ),
    ).toBe('malformed');
  });

  it('refuses fields that are no UTF-8', () => {
    expect(codeOf(() => parse(forge([], [Uint8Array.of(0xff), '7'])))).toBe('malformed');
    expect(codeOf(() => parse(forge([], ['stage-1', Uint8Array.of(0xc3)])))).toBe('malformed');
  });

  it('refuses every cut, and counts that run past the end', () => {
    const whole = forge([
      [1, 60],
      [2, 60],
    ]);
    for (let end = 0; end < whole.length; end += 1) {
      expect(
        codeOf(() => parse(whole.subarray(0, end))),
        `${end} bytes`,
      ).toBe('truncated');
    }
    const manyPrivileges = Buffer.concat([u16(0xffff), whole.subarray(2)]);
    expect(['truncated', 'malformed']).toContain(codeOf(() => parse(manyPrivileges)));
  });
});
