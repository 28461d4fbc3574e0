import type { Principal } from '../principal.js';
import { authenticate, type AuthenticateOptions } from './authenticate.js';

/** What is needed of a context of Hono. */
export interface HonoContext {
  readonly req: { raw: Request };
  readonly res: Response;
  set(key: 'principal', value: Principal): void;
}

/**
 * `authenticate` as middleware of Hono: `app.use('/v1/*', honoRestAuth({ verify }))`. Handlers find the proven request in
 * `context.req` and who sent it in `context.get('principal')`.
 */
export function honoRestAuth(
  options: AuthenticateOptions,
): (context: HonoContext, next: () => Promise<void>) => Promise<Response> {
  const guard = authenticate(options);
  return (context, next) =>
    guard(context.req.raw, async (request, principal) => {
      context.req.raw = request;
      context.set('principal', principal);
      await next();
      return context.res;
    });
}
