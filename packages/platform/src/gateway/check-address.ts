import { TooManyFailuresError } from './errors.js';
import type { GatewayRequest } from './gateway-request.js';
import type { OpenGateway } from './gateway.js';

/** Lets nobody try a credential who failed too often. Throws `too_many_failures`. */
export function checkAddress({ address }: GatewayRequest, { failures }: OpenGateway): void {
  const verdict = failures?.spentBy(address);
  if (verdict !== undefined) throw new TooManyFailuresError(verdict);
}
