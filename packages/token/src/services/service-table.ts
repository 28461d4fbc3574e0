import type { ApaasExpectation, ApaasGrant, ApaasService } from './apaas.js';
import type { ChatExpectation, ChatGrant, ChatService } from './chat.js';
import { CHANNEL, PERMISSIONS, ROOM, ROOM_ROLE, USER, USER_ID } from './fields.js';
import type { PlainExpectation, PlainGrant, PlainService } from './plain.js';
import { RTC_PRIVILEGES, type RtcExpectation, type RtcGrant, type RtcService } from './rtc.js';
import type { RtmExpectation, RtmGrant, RtmService } from './rtm.js';
import {
  createServiceRow,
  type PrivilegeRow,
  type ServiceFacts,
  type ServiceRow,
} from './service-row.js';
import type { StreamingExpectation, StreamingGrant, StreamingService } from './streaming.js';

/** What a token can be issued for. */
export type ServiceGrant =
  RtcGrant | RtmGrant | StreamingGrant | ChatGrant | ApaasGrant | PlainGrant;
/** What a token opens. */
export type TokenService =
  RtcService | RtmService | StreamingService | ChatService | ApaasService | PlainService;
/** What a verifier can want. */
export type ServiceExpectation =
  | RtcExpectation
  | RtmExpectation
  | StreamingExpectation
  | ChatExpectation
  | ApaasExpectation
  | PlainExpectation;

/** The name of a service in the table below. */
export type ServiceName = TokenService['service'];
/** What a token opens under one name. */
export type ServiceNamed<Name extends ServiceName> = Extract<
  TokenService,
  { readonly service: Name }
>;
/** What a verifier can want of the service of one name. */
export type ExpectationOf<Name extends ServiceName> = { readonly service: Name } & Extract<
  ServiceExpectation,
  { readonly service: Name }
>;

/** Privileges numbered from 1 in the order in which they are named. */
const numbered = (...names: readonly string[]): readonly PrivilegeRow[] =>
  names.map((name, index) => ({ id: index + 1, name }));

/**
 * Every service of format 007: its number and name, its privileges by number, the privileges of its roles, and its
 * fields in the order of the wire. Which values are wildcards, and which fields may be left out, stands with the
 * fields. Where a service has one privilege, or none, a grant need not name it.
 */
// prettier-ignore
const FACTS: readonly ServiceFacts[] = [
  { type: 1, name: 'rtc', privileges: numbered(...RTC_PRIVILEGES), roles: { publisher: RTC_PRIVILEGES, subscriber: ['joinChannel'] }, fields: [CHANNEL, USER] },
  { type: 2, name: 'rtm', privileges: numbered('login'), roles: {}, fields: [USER_ID] },
  { type: 3, name: 'streaming', privileges: numbered('publishMixStream', 'publishRawStream'), roles: {}, fields: [CHANNEL, USER] },
  { type: 4, name: 'fpa', privileges: numbered('login'), roles: {}, fields: [] },
  { type: 5, name: 'chat', privileges: numbered('user', 'app'), roles: {}, fields: [{ ...USER_ID, absent: '', neededBy: ['user'] }] },
  { type: 6, name: 'fcdn', privileges: numbered('publish', 'play'), roles: {}, fields: [CHANNEL, USER] },
  { type: 7, name: 'apaas', privileges: numbered('roomUser', 'user', 'app'), roles: {}, fields: [ROOM, { ...USER_ID, absent: '', neededBy: ['roomUser', 'user'] }, ROOM_ROLE] },
  { type: 8, name: 'rtm2', privileges: numbered('login'), roles: {}, fields: [USER_ID, PERMISSIONS] },
  { type: 9, name: 'convoai', privileges: [], roles: {}, fields: [] },
  { type: 10, name: 'stt', privileges: [], roles: {}, fields: [] },
];

const ROWS: readonly ServiceRow[] = FACTS.map(createServiceRow);

/** The service of a wire number, if it is known here. */
export function findServiceByType(type: number): ServiceRow | undefined {
  return ROWS[type - 1];
}

/** The service of a name, if it is known here. */
export function findServiceByName(name: string): ServiceRow | undefined {
  return ROWS.find((row) => row.name === name);
}

/** The names of all services. */
export function serviceNames(): readonly string[] {
  return ROWS.map((row) => row.name);
}
