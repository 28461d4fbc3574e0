import { issueToken, rtc } from '@stagedoor/token';
import { certificateOf } from '../src/domain/project.js';
import { makeProject } from '../src/features/projects/create-project.js';
import { CUSTOMER, NOW, ORGANIZATION_ID, type TestPlatform } from './test-platform.js';

/** A request to an operation, without what proves it. */
export interface SampleRequest {
  /** Values of the parameters in the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** What a request is made for. */
export interface SampleWorld {
  readonly platform: TestPlatform;
  /** A project of the customer. */
  readonly projectId: string;
  readonly appId: string;
  readonly certificate: string;
  /** Sends a request of the customer to another operation, for what must be there before. */
  readonly call: (operationId: string, request: SampleRequest) => Promise<unknown>;
}

/** What is known of an operation, to test it as every other. */
export interface OperationSample {
  /** Makes what must be there, and gives a request that is answered with success. Called more than once. */
  readonly prepare: (world: SampleWorld) => SampleRequest | Promise<SampleRequest>;
  /** What makes that request a bad one: other values for some of its parts, and the status of the answer. */
  readonly bad: readonly (readonly [change: SampleRequest, status: number])[];
  /** What another organization's customer is answered; `own` where it gets what is its own. */
  readonly foreign: 401 | 404 | 'own';
}

let made = 0;

/** A name that was not used before. */
export const freshName = (kind: string): string => {
  made += 1;
  return `${kind}-${made}`;
};

/** A project of the organization, with a live certificate, in its storage. */
export async function addProject(
  { storage, sources }: TestPlatform,
  organizationId: string = ORGANIZATION_ID,
): Promise<{ readonly projectId: string; readonly appId: string; readonly certificate: string }> {
  const project = makeProject(organizationId, freshName('project'), {
    isCertificateLive: true,
    sources,
  });
  await storage.transact(organizationId, (stores) => stores.projects.add(project));
  const certificate = certificateOf(project, 'primary')?.certificate ?? '';
  return { projectId: project.id, appId: project.appId, certificate };
}

/** A request about a kicking rule that is there. */
async function aboutKickingRule({
  appId,
  call,
}: SampleWorld): Promise<{ appid: string; id: number }> {
  const body = {
    appid: appId,
    cname: freshName('channel'),
    time: 60,
    privileges: ['join_channel'],
  };
  const { id } = (await call('create-kicking-rule', { body })) as { id: number };
  return { appid: appId, id };
}

/** The path of a domain that is there. */
async function pathOfDomain({ appId, call }: SampleWorld): Promise<Record<string, string>> {
  const domain = `${freshName('push')}.example.com`;
  await call('create-domain', {
    path: { appid: appId },
    query: { id: domain },
    body: { type: 'publish', region: 'eu' },
  });
  return { appid: appId, domain };
}

/** The path of a banned stream. */
async function pathOfBan({ appId, call }: SampleWorld): Promise<Record<string, string>> {
  const path = { appid: appId, entryPoint: 'live', stream: freshName('stream') };
  await call('ban-stream', { path });
  return path;
}

/** A token for channel `room` and uid 7, issued now. */
const tokenOf = ({
  appId,
  certificate,
  platform,
}: Pick<SampleWorld, 'appId' | 'certificate' | 'platform'>): string =>
  issueToken({
    appId,
    certificate,
    services: [rtc({ channel: 'room', uid: 7, role: 'publisher' })],
    expiresInSeconds: 3600,
    issuedAt: platform.sources.now(),
  });

const WRONG_APP_IDS = [
  [{ body: { appid: 'short' } }, 400],
  [{ body: { appid: 'f'.repeat(32) } }, 400],
  [{ body: { appid: 1 } }, 400],
] as const;

const WRONG_PROJECT_IDS = [
  [{ body: { id: 'none' } }, 404],
  [{ body: { id: 'a\u0000b' } }, 404],
  [{ body: { id: undefined } }, 400],
  [{ body: { id: 5 } }, 400],
] as const;

/** The clock of the platform, one day later. */
const TOMORROW = new Date((NOW + 86_400) * 1000).toISOString();

/** One sample for each operation, by its ID. */
export const SAMPLES: Readonly<Record<string, OperationSample>> = {
  'list-projects': { prepare: () => ({}), bad: [], foreign: 'own' },
  'create-project': {
    prepare: () => ({ body: { name: freshName('name') } }),
    bad: [
      [{ body: { name: undefined } }, 400],
      [{ body: { name: '' } }, 400],
      [{ body: { name: 'a'.repeat(256) } }, 400],
      [{ body: { name: 5 } }, 400],
      [{ body: [] }, 400],
    ],
    foreign: 'own',
  },
  'find-project': {
    prepare: ({ projectId }) => ({ query: { id: projectId } }),
    bad: [
      [{ query: { id: '' } }, 400],
      [{ query: { id: 'none' } }, 404],
      [{ query: { name: 'another' } }, 404],
    ],
    foreign: 404,
  },
  'set-project-status': {
    prepare: ({ projectId }) => ({ body: { id: projectId, status: 1 } }),
    bad: [...WRONG_PROJECT_IDS, [{ body: { status: 2 } }, 400], [{ body: { status: 'on' } }, 400]],
    foreign: 404,
  },
  'set-recording-server': {
    prepare: ({ projectId }) => ({ body: { id: projectId, recording_server: '10.12.1.5:8080' } }),
    bad: [
      ...WRONG_PROJECT_IDS,
      [{ body: { recording_server: 'http://10.12.1.5' } }, 400],
      [{ body: { recording_server: 8080 } }, 400],
    ],
    foreign: 404,
  },
  'switch-sign-key': {
    prepare: ({ projectId }) => ({ body: { id: projectId, enable: true } }),
    bad: [...WRONG_PROJECT_IDS, [{ body: { enable: 'yes' } }, 400]],
    foreign: 404,
  },
  'reset-sign-key': {
    prepare: ({ projectId }) => ({ body: { id: projectId } }),
    bad: WRONG_PROJECT_IDS,
    foreign: 404,
  },
  'delete-project': {
    prepare: async ({ platform }) => ({ body: { id: (await addProject(platform)).projectId } }),
    bad: WRONG_PROJECT_IDS,
    foreign: 404,
  },
  'create-kicking-rule': {
    prepare: ({ appId }) => ({ body: { appid: appId, uid: 1234, time: 10 } }),
    bad: [
      ...WRONG_APP_IDS,
      [{ body: { uid: -1 } }, 400],
      [{ body: { uid: 0 } }, 400],
      [{ body: { uid: 'abc' } }, 400],
      [{ body: { ip: 'nowhere', uid: undefined } }, 400],
      [{ body: { privileges: ['fly'] } }, 400],
      [{ body: { uid: undefined } }, 400],
    ],
    foreign: 401,
  },
  'list-kicking-rules': {
    prepare: ({ appId }) => ({ query: { appid: appId } }),
    bad: [[{ query: { appid: 'short' } }, 400]],
    foreign: 401,
  },
  'change-kicking-rule': {
    prepare: async (world) => ({ body: { ...(await aboutKickingRule(world)), time: 5 } }),
    bad: [
      ...WRONG_APP_IDS,
      [{ body: { id: 1 } }, 404],
      [{ body: { id: 'abc' } }, 400],
      [{ body: { id: undefined } }, 400],
    ],
    foreign: 401,
  },
  'delete-kicking-rule': {
    prepare: async (world) => ({ body: await aboutKickingRule(world) }),
    bad: [...WRONG_APP_IDS, [{ body: { id: 1 } }, 404], [{ body: { id: {} } }, 400]],
    foreign: 401,
  },
  'create-domain': {
    prepare: ({ appId }) => ({
      path: { appid: appId },
      query: { id: `${freshName('play')}.example.com` },
      body: { type: 'play' },
    }),
    bad: [
      [{ query: { id: '*.example.com' } }, 400],
      [{ query: { id: '' } }, 400],
      [{ body: { type: 'other' } }, 400],
      [{ body: { type: 'publish' } }, 400],
      [{ body: { type: 'publish', region: 'mars' } }, 400],
    ],
    foreign: 401,
  },
  'list-domains': {
    prepare: ({ appId }) => ({ path: { appid: appId } }),
    bad: [[{ path: { appid: 'short' } }, 400]],
    foreign: 401,
  },
  'read-domain': {
    prepare: async (world) => ({ path: await pathOfDomain(world) }),
    bad: [[{ path: { domain: 'none.example.com' } }, 404]],
    foreign: 401,
  },
  'set-domain-key': {
    prepare: async (world) => ({ path: await pathOfDomain(world), body: { authKey: 'key-1' } }),
    bad: [
      [{ path: { domain: 'none.example.com' } }, 404],
      [{ body: { authKey: undefined } }, 400],
      [{ body: { authKey: 'ä'.repeat(65) } }, 400],
      [{ body: { authKey: 1 } }, 400],
    ],
    foreign: 401,
  },
  'remove-domain': {
    prepare: async (world) => ({ path: await pathOfDomain(world) }),
    bad: [[{ path: { domain: 'none.example.com' } }, 404]],
    foreign: 401,
  },
  'create-entry-point': {
    prepare: ({ appId }) => ({ path: { appid: appId }, query: { id: freshName('entry') } }),
    bad: [
      [{ query: { id: 'live' } }, 400],
      [{ query: { id: 'a b' } }, 400],
      [{ query: { id: 'a'.repeat(65) } }, 400],
      [{ query: { id: '' } }, 400],
    ],
    foreign: 401,
  },
  'list-entry-points': {
    prepare: ({ appId }) => ({ path: { appid: appId } }),
    bad: [[{ path: { appid: 'short' } }, 400]],
    foreign: 401,
  },
  'remove-entry-point': {
    prepare: async ({ appId, call }) => {
      const entryPoint = freshName('entry');
      await call('create-entry-point', { path: { appid: appId }, query: { id: entryPoint } });
      return { path: { appid: appId, entryPoint } };
    },
    bad: [
      [{ path: { entryPoint: 'live' } }, 400],
      [{ path: { entryPoint: 'none' } }, 404],
    ],
    foreign: 401,
  },
  'ban-stream': {
    prepare: ({ appId }) => ({
      path: { appid: appId, entryPoint: 'live', stream: freshName('stream') },
      body: { resumeTime: TOMORROW },
    }),
    bad: [
      [{ path: { entryPoint: 'none' } }, 404],
      [{ body: { resumeTime: 'tomorrow' } }, 400],
      [{ body: { resumeTime: '2020-01-01T00:00:00Z' } }, 400],
      [{ body: { resumeTime: 5 } }, 400],
    ],
    foreign: 401,
  },
  'lift-stream-ban': {
    prepare: async (world) => ({ path: await pathOfBan(world) }),
    bad: [[{ path: { stream: 'none' } }, 404]],
    foreign: 401,
  },
  'list-stream-bans': {
    prepare: ({ appId }) => ({ path: { appid: appId, entryPoint: 'live' } }),
    bad: [[{ path: { entryPoint: 'none' } }, 404]],
    foreign: 401,
  },
  'check-admission': {
    prepare: ({ appId, certificate, platform }) => ({
      body: { appId, token: tokenOf({ appId, certificate, platform }), channel: 'room', uid: 7 },
    }),
    bad: [
      [{ body: { appId: 'short' } }, 400],
      [{ body: { token: undefined } }, 400],
      [{ body: { uid: 'seven' } }, 400],
      [{ body: { service: 'telepathy' } }, 400],
    ],
    foreign: 401,
  },
  'create-revocation': {
    prepare: ({ appId }) => ({ body: { appId, account: freshName('account') } }),
    bad: [
      [{ body: { appId: 'short' } }, 400],
      [{ body: { account: '' } }, 400],
      [{ body: { account: undefined } }, 400],
      [{ body: { issuedUntil: -1 } }, 400],
    ],
    foreign: 401,
  },
  'list-revocations': {
    prepare: ({ appId }) => ({ query: { appId } }),
    bad: [
      [{ query: { appId: 'short' } }, 400],
      [{ query: { limit: '0' } }, 400],
      [{ query: { after: 'x' } }, 400],
    ],
    foreign: 401,
  },
  'remove-revocation': {
    prepare: async ({ appId, call }) => {
      const body = { appId, account: freshName('account') };
      const { revocation } = (await call('create-revocation', { body })) as {
        revocation: { key: string };
      };
      return { path: { key: revocation.key }, query: { appId } };
    },
    bad: [
      [{ path: { key: 'f'.repeat(32) } }, 404],
      [{ path: { key: 'short' } }, 400],
      [{ query: { appId: 'short' } }, 400],
    ],
    foreign: 401,
  },
};

/** The customer of another organization. */
const FOREIGN_CUSTOMER = {
  customerId: '9d8c7b6a5f4e3d2c1b0a998877665544',
  customerSecret: '1029384756abcdef1029384756abcdef',
} as const;

/** A customer of the first organization that may only read. */
const READER = {
  customerId: '2b4d6f8091a3c5e7f0123456789abcde',
  customerSecret: 'abcdef0123456789abcdef0123456789',
} as const;

/** Adds the two to the platform. */
export async function addOtherCustomers({ storage }: TestPlatform): Promise<void> {
  const organizationId = 'organization-foreign';
  const add = (
    { customerId, customerSecret }: { customerId: string; customerSecret: string },
    owner: string,
    access: 'full' | 'read-only',
  ): Promise<void> =>
    storage.transact(owner, (stores) =>
      stores.customers.add(
        {
          customerId,
          organizationId: owner,
          name: customerId,
          access,
          projectIds: undefined,
          createdAt: NOW,
          lastUsedAt: undefined,
          disabledAt: undefined,
        },
        [{ slot: 'primary', customerSecret, createdAt: NOW }],
      ),
    );
  await storage.transact(organizationId, (stores) =>
    stores.organizations.add({ id: organizationId, name: 'Foreign', createdAt: NOW }),
  );
  await add(FOREIGN_CUSTOMER, organizationId, 'full');
  await add(READER, ORGANIZATION_ID, 'read-only');
}

/** The customers by what they are here. */
export const CUSTOMERS = { own: CUSTOMER, foreign: FOREIGN_CUSTOMER, reader: READER } as const;
