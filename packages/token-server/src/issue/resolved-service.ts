import type { GrantedService } from '../policy/policy.js';
import type { RequestedUser } from '../requests/token-request.js';

/** What a rule gives, of a user who is known by now. */
export interface ResolvedService extends Omit<GrantedService, 'user'> {
  readonly user?: RequestedUser | undefined;
}
