import { createRequire } from 'node:module';

/** A service of the package's low-level classes. */
export interface OfficialService {
  add_privilege(id: number, seconds: number): void;
  service_type(): number;
}

interface OfficialToken {
  appId: Uint8Array | string;
  salt: number;
  services: OfficialService[];
  add_service(service: OfficialService): void;
  build(): string;
  from_string(token: string): boolean;
  verifySignature(certificate: string): boolean;
}

type ServiceClass<Arguments extends readonly unknown[]> = new (
  ...args: Arguments
) => OfficialService;

/** What the package has below its builders, and does not export. */
export interface OfficialClasses {
  readonly AccessToken2: new (
    appId: string,
    certificate: string,
    issuedAt: number,
    expiresInSeconds: number,
  ) => OfficialToken;
  readonly ServiceApaas: ServiceClass<[room: string, user: string, role: number]>;
  readonly ServiceChat: ServiceClass<[user: string]>;
  readonly ServiceFCdn: ServiceClass<[channel: string, user: string | number]>;
  readonly ServiceRtm: ServiceClass<[user: string]>;
  readonly ServiceStreaming: ServiceClass<[channel: string, user: string | number]>;
}

/** The classes themselves. */
export const classes: OfficialClasses = createRequire(import.meta.url)(
  'agora-token/src/AccessToken2.js',
) as OfficialClasses;

/** What every token needs. */
export interface OfficialEnvelope {
  readonly appId: string;
  readonly certificate: string;
  readonly issuedAt: number;
  readonly salt: number;
  readonly expiresInSeconds: number;
}

/** A token of the low-level classes. */
export function buildByHand(
  envelope: OfficialEnvelope,
  services: readonly OfficialService[],
): string {
  const { appId, certificate, issuedAt, salt, expiresInSeconds } = envelope;
  const token = new classes.AccessToken2(appId, certificate, issuedAt, expiresInSeconds);
  token.salt = salt;
  for (const service of services) token.add_service(service);
  return token.build();
}

/** The service with privileges, by number. */
export function withPrivileges(
  service: OfficialService,
  privileges: Readonly<Record<number, number>>,
): OfficialService {
  for (const [id, seconds] of Object.entries(privileges))
    service.add_privilege(Number(id), seconds);
  return service;
}

/** What the package reads in a token: whether the certificate signed it, and the types of its services. */
export function readTypes(
  text: string,
  certificate: string,
): { readonly isRead: boolean; readonly isSigned: boolean; readonly types: readonly number[] } {
  const token = new classes.AccessToken2('', '', 1, 1);
  const isRead = token.from_string(text);
  const types = token.services.map((service) => service.service_type());
  return { isRead, isSigned: token.verifySignature(certificate), types };
}
