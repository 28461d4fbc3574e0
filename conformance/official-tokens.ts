import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

/** What one of the four RTC builders of `agora-token` is asked for. */
export interface RtcRequest {
  readonly builder: RtcBuilderName;
  readonly appId: string;
  readonly certificate: string;
  readonly channel: string;
  /** A uid for the first two builders, an account for the others. */
  readonly user: number | string;
  readonly isPublisher: boolean;
  readonly expiresInSeconds: number;
  /** One life for the builders with a role, four for those with privileges. */
  readonly lives: readonly [number, number, number, number];
}

/** The RTC builders, as the package spells them. */
export const RTC_BUILDERS = [
  'buildTokenWithUid',
  'buildTokenWithUidAndPrivilege',
  'buildTokenWithUserAccount',
  'BuildTokenWithUserAccountAndPrivilege',
] as const;
type RtcBuilderName = (typeof RTC_BUILDERS)[number];

/** A token as the package reads it. */
interface OfficialToken extends Record<'issueTs' | 'expire' | 'salt', number> {
  appId: Uint8Array | string;
  services: OfficialService[];
  add_service(service: OfficialService): void;
  build(): string;
  from_string(token: string): boolean;
  verifySignature(certificate: string): boolean;
}

interface OfficialService {
  __channel_name: Uint8Array | string;
  __uid: Uint8Array | string;
  __privileges: Readonly<Record<string, number>>;
  add_privilege(id: number, seconds: number): void;
  service_type(): number;
}

interface LowLevel {
  AccessToken2: new (
    appId: string,
    certificate: string,
    time: number,
    life: number,
  ) => OfficialToken;
  ServiceRtc: new (channel: string, user: number | string) => OfficialService;
}

interface HighLevel {
  RtcTokenBuilder: Record<RtcBuilderName, (...args: readonly (number | string)[]) => string>;
  RtcRole: { readonly PUBLISHER: number; readonly SUBSCRIBER: number };
}

const require = createRequire(import.meta.url);
const { AccessToken2, ServiceRtc } = require('agora-token/src/AccessToken2.js') as LowLevel;
const { RtcTokenBuilder, RtcRole } = require('agora-token') as HighLevel;

const hasRole = ({ builder }: RtcRequest): boolean => !builder.endsWith('Privilege');

/** The token of the builder itself: with the time of the system and a salt of its own. */
export function buildOfficially(request: RtcRequest): string {
  const { appId, certificate, channel, user, isPublisher, expiresInSeconds, lives } = request;
  const role = isPublisher ? RtcRole.PUBLISHER : RtcRole.SUBSCRIBER;
  const rest = hasRole(request) ? [role, expiresInSeconds, lives[0]] : [expiresInSeconds, ...lives];
  return RtcTokenBuilder[request.builder](appId, certificate, channel, user, ...rest);
}

/** What the builder does, step by step in the classes below it, with a time and a salt that are given. */
export function buildWithTimeAndSalt(request: RtcRequest, issuedAt: number, salt: number): string {
  const { appId, certificate, channel, user, expiresInSeconds } = request;
  const token = new AccessToken2(appId, certificate, issuedAt, expiresInSeconds);
  token.salt = salt;
  const service = new ServiceRtc(channel, user);
  for (const [id, seconds] of privilegesOf(request)) service.add_privilege(id, seconds);
  token.add_service(service);
  return token.build();
}

/** The privileges that the builder adds, by number. */
export function privilegesOf(request: RtcRequest): readonly (readonly [number, number])[] {
  const { lives, isPublisher } = request;
  if (!hasRole(request)) return lives.map((seconds, index) => [index + 1, seconds] as const);
  return (isPublisher ? [1, 2, 3, 4] : [1]).map((id) => [id, lives[0]] as const);
}

/** What the package says of a token. */
export interface OfficialReading {
  readonly isRead: boolean;
  readonly isSigned: boolean;
  readonly appId: string;
  readonly issuedAt: number;
  readonly expiresInSeconds: number;
  readonly salt: number;
  readonly services: readonly {
    readonly type: number;
    readonly channel: string;
    readonly uid: string;
    readonly privileges: Readonly<Record<string, number>>;
  }[];
}

/** Reads a token with the package, and lets it check the signature. */
export function readOfficially(text: string, certificate: string): OfficialReading {
  const token = new AccessToken2('', '', 1, 1);
  const isRead = token.from_string(text);
  return {
    isRead,
    isSigned: token.verifySignature(certificate),
    appId: String(token.appId),
    issuedAt: token.issueTs,
    expiresInSeconds: token.expire,
    salt: token.salt,
    services: token.services.map((service) => ({
      type: service.service_type(),
      channel: String(service['__channel_name']),
      uid: String(service['__uid']),
      privileges: service['__privileges'],
    })),
  };
}

/** The bytes that a token text holds. Two tokens are the same where these are: texts depend on the compressor. */
export function contentOf(text: string): Buffer {
  return inflateSync(Buffer.from(text.slice(3), 'base64'));
}
