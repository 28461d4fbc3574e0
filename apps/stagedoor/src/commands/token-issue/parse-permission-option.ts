import type { Permissions } from '@stagedoor/token';
import { InvalidArgumentError } from 'commander';

const ACTIONS = ['read', 'write'] as const;
const RESOURCES = [
  'messageChannels',
  'streamChannels',
  'groupChannels',
  'serverGroups',
  'users',
] as const satisfies readonly (keyof Permissions)[];

const SHAPE = /^(?<action>[^:=]*):(?<resource>[^:=]*)=(?<names>.+)$/su;

/** What the parts of `--permission` can be, for its help. */
export const PERMISSION_HELP: string = `action ${ACTIONS.join(' or ')}; resource ${RESOURCES.join(', ')}`;

/** `read:messageChannels=lobby,stage`, added to those before. */
export function parsePermissionOption(text: string, earlier: Permissions = {}): Permissions {
  const parts = SHAPE.exec(text)?.groups ?? {};
  const action = ACTIONS.find((known) => known === parts['action']);
  const resource = RESOURCES.find((known) => known === parts['resource']);
  if (action === undefined || resource === undefined) {
    throw new InvalidArgumentError(`Use action:resource=name,name: ${PERMISSION_HELP}.`);
  }
  const before = earlier[resource] ?? {};
  const names = [...(before[action] ?? []), ...(parts['names'] ?? '').split(',')];
  return { ...earlier, [resource]: { ...before, [action]: names } };
}
