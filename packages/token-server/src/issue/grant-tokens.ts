import type { Caller } from '../callers/caller.js';
import { CallerMissingError, NotGrantedError, ProjectNotServedError } from '../errors.js';
import { resolveServices } from '../identity/resolve-services.js';
import type { UidDirectory } from '../identity/uid-directory.js';
import type { RequestLimits } from '../limits/request-limits.js';
import type { GrantedService, Policy, PolicyDecision, PolicySource } from '../policy/policy.js';
import type { TokenProject, TokenProjects } from '../projects/token-project.js';
import type { RequestedService, TokenRequest } from '../requests/token-request.js';
import { issueGranted, type TokenParts } from './issue-granted.js';
import type { IssuedToken } from './issued-token.js';
import type { TokenRevocations } from './token-revocations.js';

/** What tokens are granted with. */
export interface GrantPorts {
  readonly projects: TokenProjects;
  readonly policy: PolicySource;
  readonly uids: UidDirectory;
  readonly limits: RequestLimits;
  /** Which tokens cannot be renewed any more. Left out: none is revoked. */
  readonly revocations?: TokenRevocations | undefined;
  /** Unix seconds. */
  readonly now: () => number;
  readonly salt?: (() => number) | undefined;
}

/** A token that is granted, and not made yet. */
type GrantedToken = Pick<TokenParts, 'project' | 'services' | 'expiresInSeconds'>;

const describeAppId = (appId: string | undefined): string =>
  appId === undefined ? 'none was named, and there is not exactly one' : `App ID ${appId}`;

/** The project of a request. Throws `project_not_served` where there is none, and where the caller may not ask for it. */
export async function findProject(
  projects: TokenProjects,
  { appIds }: Caller,
  appId: string | undefined,
): Promise<TokenProject> {
  // Who may ask for one project alone need not name it.
  const project = await projects.find(appId ?? (appIds?.length === 1 ? appIds[0] : undefined));
  if (project === undefined) throw new ProjectNotServedError(`no project: ${describeAppId(appId)}`);
  if (appIds !== undefined && !appIds.includes(project.appId)) {
    throw new ProjectNotServedError(`the caller is not for ${describeAppId(project.appId)}`);
  }
  return project;
}

/** What a token is without, it needs no credential for. */
function decideOptional(
  decide: (service: RequestedService) => PolicyDecision,
  service: RequestedService,
): readonly GrantedService[] {
  try {
    const decision = decide(service);
    return decision.kind === 'granted' ? [decision.granted] : [];
  } catch (error) {
    if (error instanceof CallerMissingError) return [];
    throw error;
  }
}

/** What the policy gives of each service. Throws `not_granted` unless it gives all that are not optional. */
function decideServices(
  policy: Policy,
  { caller, appId, now }: { readonly caller: Caller; readonly appId: string; readonly now: number },
  { services, optionalServices = [], expiresInSeconds }: TokenRequest,
): readonly GrantedService[] {
  const decide = (service: RequestedService): PolicyDecision =>
    policy.decide({ caller, appId, service, expiresInSeconds, now });
  const granted = services.map((service) => {
    const decision = decide(service);
    if (decision.kind === 'granted') return decision.granted;
    const { rule, reason } = decision;
    const by = rule === undefined ? '' : `by rule ${JSON.stringify(rule)}: `;
    throw new NotGrantedError(`${service.service}: ${by}${reason}`);
  });
  return [...granted, ...optionalServices.flatMap((service) => decideOptional(decide, service))];
}

/** Decides about one token. Throws `project_not_served` and `not_granted`. */
async function decideToken(
  ports: GrantPorts,
  caller: Caller,
  request: TokenRequest,
): Promise<GrantedToken> {
  const project = await findProject(ports.projects, caller, request.appId);
  const { appId } = project;
  const policy = await ports.policy(appId);
  const granted = decideServices(policy, { caller, appId, now: ports.now() }, request);
  const services = await resolveServices(granted, appId, ports.uids);
  return { project, services, expiresInSeconds: request.expiresInSeconds };
}

/**
 * All the tokens that a caller asks for, or none. Throws `project_not_served`, `not_granted`, `too_many_token_requests`,
 * and a `TokenInputError` for a name that no token can have.
 */
export async function grantTokens(
  ports: GrantPorts,
  caller: Caller,
  requests: readonly TokenRequest[],
): Promise<readonly IssuedToken[]> {
  const granted: GrantedToken[] = [];
  for (const request of requests) granted.push(await decideToken(ports, caller, request));
  for (const { project, services } of granted) {
    await ports.limits.takeUsers(project.appId, services);
  }
  const issuedAt = ports.now();
  return granted.map(({ project, services, expiresInSeconds }) =>
    issueGranted({ project, services, expiresInSeconds, issuedAt, salt: ports.salt?.() }),
  );
}
