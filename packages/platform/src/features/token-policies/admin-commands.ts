import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import {
  type AdminAnswer,
  type AdminCall,
  type AdminCommand,
  defineAdminCommand,
} from '../../administration/admin-command.js';
import { TokenPolicyInvalidError, TokenPolicyNotFoundError } from './errors.js';
import { findPolicyPlace, type NamedPlace } from './find-policy-place.js';
import { parsePolicyDocument } from './parse-policy-document.js';
import type { TokenPolicyPorts } from './token-policy-ports.js';
import { viewPolicy, viewVersion } from './token-policy-view.js';

const Named = {
  project: Type.Optional(
    Type.String({ description: 'ID, App ID or name of the project; the organization without it' }),
  ),
};

const SetInput = Type.Object({ ...Named, document: Type.String({ description: 'JSON' }) });
const ShowInput = Type.Object({
  ...Named,
  /** What holds there now, unless it is named. */
  version: Type.Optional(Type.Integer({ minimum: 1 })),
});
const UnsetInput = Type.Object(Named);

type Call<Input> = AdminCall<TokenPolicyPorts, Input>;

const findPlace = ({
  ports,
  input,
  organizationId,
}: Call<Static<typeof UnsetInput>>): Promise<NamedPlace> =>
  findPolicyPlace(ports.projects, organizationId, input.project);

async function setPolicy(call: Call<Static<typeof SetInput>>): Promise<AdminAnswer> {
  const { ports, input, actor, sources } = call;
  const { document } = input;
  const fault = await ports.policyChecker.findFault(parsePolicyDocument(document));
  if (fault !== undefined) throw new TokenPolicyInvalidError(fault);
  const place = await findPlace(call);
  const added = { createdAt: sources.now(), createdBy: actor, document };
  const { version } = await ports.tokenPolicies.add(place, added);
  const sha256 = createHash('sha256').update(document).digest('hex');
  const details = { version, documentBytes: Buffer.byteLength(document), sha256 };
  return { result: details, target: place.target, details };
}

async function showPolicy(call: Call<Static<typeof ShowInput>>): Promise<AdminAnswer> {
  const { ports, input, organizationId } = call;
  const { tokenPolicies } = ports;
  const { version } = input;
  const place = await findPlace(call);
  const versions = await tokenPolicies.listVersions(place);
  let policy = await tokenPolicies.find(place, version);
  if (version !== undefined && policy === undefined) {
    throw new TokenPolicyNotFoundError(
      `version ${version} of this policy is not kept: stagedoor policy history lists those that are`,
    );
  }
  if (version === undefined && policy?.document === undefined) {
    // The organization's holds where the project has none; at the organization this is the same question once more.
    const fallback = await tokenPolicies.find({ organizationId, projectId: undefined });
    policy = fallback?.document === undefined ? undefined : fallback;
  }
  return {
    result: {
      policy: policy === undefined ? null : viewPolicy(policy),
      versions: versions.map(viewVersion),
    },
  };
}

async function unsetPolicy(call: Call<Static<typeof UnsetInput>>): Promise<AdminAnswer> {
  const { ports, actor, sources } = call;
  const place = await findPlace(call);
  const before = await ports.tokenPolicies.find(place);
  if (before?.document === undefined) {
    throw new TokenPolicyNotFoundError('no policy is set there: there is nothing to take away');
  }
  const added = { createdAt: sources.now(), createdBy: actor, document: undefined };
  const { version } = await ports.tokenPolicies.add(place, added);
  return { result: { version }, target: place.target, details: { version } };
}

/** What administrators do with the policies of the token server. */
export const tokenPolicyAdminCommands: readonly AdminCommand<TokenPolicyPorts>[] = [
  defineAdminCommand({
    id: 'token-policy.set',
    access: 'write',
    scope: 'organization',
    input: SetInput,
    run: setPolicy,
  }),
  defineAdminCommand({
    id: 'token-policy.show',
    access: 'read',
    scope: 'organization',
    input: ShowInput,
    run: showPolicy,
  }),
  defineAdminCommand({
    id: 'token-policy.unset',
    access: 'write',
    scope: 'organization',
    input: UnsetInput,
    run: unsetPolicy,
  }),
];
