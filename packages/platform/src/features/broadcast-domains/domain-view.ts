import { Type } from 'typebox';
import { type Caller, maySeeSecrets } from '../../domain/caller.js';
import { type BroadcastDomain, DOMAIN_REGIONS, DOMAIN_TYPES } from './broadcast-domain.js';

/** A domain as the documents have it: media-broadcast.md 3. */
export const DomainView: Type.TObject = Type.Object({
  appid: Type.String({ description: 'App ID of the project' }),
  name: Type.String({ description: 'Host name, in lower case' }),
  type: Type.Enum([...DOMAIN_TYPES]),
  region: Type.Optional(Type.Enum([...DOMAIN_REGIONS], { description: 'Publish domains only' })),
  authKey: Type.Optional(
    Type.String({ description: 'Timestamp key, once it is set; not for who may only read' }),
  ),
});

/** What this caller sees of a domain: its key only where the caller may. */
export function viewDomain(
  caller: Caller,
  appId: string,
  { name, type, region, authKey }: BroadcastDomain,
): object {
  return {
    appid: appId,
    name,
    type,
    ...(region !== undefined && { region }),
    ...(authKey !== undefined && maySeeSecrets(caller) && { authKey }),
  };
}
