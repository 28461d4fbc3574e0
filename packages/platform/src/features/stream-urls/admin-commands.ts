import { Type } from 'typebox';
import {
  type AdminAnswer,
  type AdminCall,
  type AdminCommand,
  defineAdminCommand,
} from '../../administration/admin-command.js';
import { InvalidStreamUrlError } from './errors.js';
import { explainStreamUrl } from './explain-stream-url.js';
import { findAuthKey } from './find-auth-key.js';
import { signAndExplain } from './sign-and-explain.js';
import type { StreamUrlPorts } from './stream-url-ports.js';

/** A URL of a domain whose key is stored. */
interface StoredUrl {
  readonly appId: string;
  readonly url: string;
  /** Unix seconds. */
  readonly now: number;
}

const UrlOfDomain = {
  appId: Type.String({ description: 'App ID of the project that has the domain' }),
  url: Type.String({ description: 'Stream URL, whose host is the domain' }),
  now: Type.Integer({ description: 'Unix seconds' }),
};

async function sign({
  ports,
  input,
  organizationId,
}: AdminCall<StreamUrlPorts, StoredUrl & { readonly expiresAt: number }>): Promise<AdminAnswer> {
  const { url, appId, expiresAt, now } = input;
  const authKey = await findAuthKey(ports, url, { organizationId, appId });
  if (authKey === undefined) {
    throw new InvalidStreamUrlError(
      'the domain has no timestamp key, so its URLs need no sign: set a key first',
    );
  }
  return { result: signAndExplain({ url, authKey, expiresAt, now }) };
}

async function check({
  ports,
  input,
  organizationId,
}: AdminCall<StreamUrlPorts, StoredUrl>): Promise<AdminAnswer> {
  const { url, appId, now } = input;
  const authKey = await findAuthKey(ports, url, { organizationId, appId });
  return { result: explainStreamUrl({ url, authKey, now }) };
}

/** Stream URLs of domains whose keys are stored: the keys stay where they are. */
export const streamUrlAdminCommands: readonly AdminCommand<StreamUrlPorts>[] = [
  defineAdminCommand({
    id: 'stream-url.sign',
    access: 'read',
    scope: 'organization',
    input: Type.Object({ ...UrlOfDomain, expiresAt: Type.Integer() }),
    run: sign,
  }),
  defineAdminCommand({
    id: 'stream-url.check',
    access: 'read',
    scope: 'organization',
    input: Type.Object(UrlOfDomain),
    run: check,
  }),
];
