import { RTC_ROW, type RtcExpectation, type RtcGrant, type RtcService } from './rtc.js';
import type { ServiceRow } from './service-row.js';

/** What a token can be issued for. */
export type ServiceGrant = RtcGrant;
/** What a token opens. */
export type TokenService = RtcService;
/** What a verifier can want. */
export type ServiceExpectation = RtcExpectation;

/** A row of the table below. */
export type AnyServiceRow = ServiceRow<ServiceGrant, ServiceExpectation>;

const ROWS: readonly AnyServiceRow[] = [RTC_ROW];

/** The service of a wire number, if it is known here. */
export function findServiceByType(type: number): AnyServiceRow | undefined {
  return ROWS.find((row) => row.type === type);
}

/** The service of a name, if it is known here. */
export function findServiceByName(name: string): AnyServiceRow | undefined {
  return ROWS.find((row) => row.name === name);
}

/** The names of all services. */
export function serviceNames(): readonly string[] {
  return ROWS.map((row) => row.name);
}
