import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import type { DomainPorts } from './domain-ports.js';
import { DomainNotFoundError } from './errors.js';
import { type DomainKey, parseDomainKey } from './find-own-domain.js';
import { parseAuthKey } from './parse-auth-key.js';

/** Operation 4: another timestamp key, or none. */
export async function putAuthKey({
  ports,
  input,
}: OperationCall<
  DomainPorts,
  { readonly path: DomainKey; readonly body: { readonly authKey: string } }
>): Promise<OperationAnswer> {
  const authKey = parseAuthKey(input.body.authKey);
  const key = await parseDomainKey(ports, input.path);
  if (!(await ports.broadcastDomains.putAuthKey(key, authKey))) throw new DomainNotFoundError();
  return {
    body: {},
    target: `domain ${key.name}`,
    details: { appId: input.path.appid, hasKey: authKey !== undefined },
  };
}

/** Operation 5: a domain is removed. */
export async function removeDomain({
  ports,
  input,
}: OperationCall<DomainPorts, { readonly path: DomainKey }>): Promise<OperationAnswer> {
  const key = await parseDomainKey(ports, input.path);
  if (!(await ports.broadcastDomains.remove(key))) throw new DomainNotFoundError();
  return {
    body: {},
    target: `domain ${key.name}`,
    details: { appId: input.path.appid },
  };
}
