import type { FastifyRequest } from 'fastify';
import { InvalidAuthOptionError } from './errors.js';
import type { Principal } from './principal.js';

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Who sent the request, once all of it is proven: in handlers and `preHandler` hooks of a scope with `restAuth`.
     * Undefined before that, and elsewhere.
     */
    principal: Principal | undefined;
  }
}

/**
 * Who sent the request, in a handler of a scope with `restAuth`. Throws `invalid_auth_option` where nothing is proven: the
 * route is outside such a scope, or the hook comes before the body was read.
 */
export function principalOf({ principal }: FastifyRequest): Principal {
  if (principal !== undefined) return principal;
  throw new InvalidAuthOptionError(
    'the request is not proven here: register restAuth in the scope of this route, and ask no earlier than in preHandler',
  );
}
