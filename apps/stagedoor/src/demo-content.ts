import { type OpenStorage } from './open-storage.js';
import { makeProject, liveCertificates, type Project, randomHex32 } from '@stagedoor/platform';

/** What there is to try things with. */
export interface DemoContent {
  readonly appId: string;
  readonly certificate: string;
  readonly customerId: string;
  readonly customerSecret: string;
}

const NAME = 'demo';

interface DemoProject {
  readonly appId: string;
  readonly certificate: string;
}

function toDemo(project: Project): readonly DemoProject[] {
  const [certificate] = liveCertificates(project);
  const { appId, status } = project;
  return certificate === undefined || status === 'disabled' ? [] : [{ appId, certificate }];
}

/** One of its own: where the folder is that of a real platform, its projects and credentials are none to try things with. */
async function ensureOrganization({ storage, sources }: OpenStorage): Promise<string> {
  const organizations = await storage.stores.organizations.list();
  const known = organizations.find(({ name }) => name === NAME);
  if (known !== undefined) return known.id;
  const id = randomHex32(sources);
  await storage.transact(id, (stores) =>
    stores.organizations.add({ id, name: NAME, createdAt: sources.now() }),
  );
  return id;
}

async function ensureProject(
  { storage, sources }: OpenStorage,
  organizationId: string,
): Promise<DemoProject> {
  const projects = await storage.stores.projects.list(organizationId);
  const [usable] = projects.flatMap(toDemo);
  if (usable !== undefined) return usable;
  const name = projects.length === 0 ? NAME : `${NAME} ${projects.length + 1}`;
  const project = makeProject(organizationId, name, { isCertificateLive: true, sources });
  await storage.transact(organizationId, (stores) => stores.projects.add(project));
  const [made] = toDemo(project);
  return made ?? { appId: project.appId, certificate: '' };
}

async function ensureCredential(
  { storage, sources }: OpenStorage,
  organizationId: string,
): Promise<{ readonly customerId: string; readonly customerSecret: string }> {
  const { customers } = storage.stores;
  const usable = (await customers.list(organizationId)).find(
    ({ name, disabledAt }) => name === NAME && disabledAt === undefined,
  );
  const found = usable === undefined ? undefined : await customers.find(usable.customerId);
  const [customerSecret] = found?.secrets ?? [];
  if (usable !== undefined && customerSecret !== undefined) {
    return { customerId: usable.customerId, customerSecret };
  }
  const made = { customerId: randomHex32(sources), customerSecret: randomHex32(sources) };
  const createdAt = sources.now();
  const credential = {
    customerId: made.customerId,
    organizationId,
    name: NAME,
    access: 'full',
    projectIds: undefined,
    createdAt,
    lastUsedAt: undefined,
    disabledAt: undefined,
  } as const;
  const { customerSecret: text } = made;
  await storage.transact(organizationId, (stores) =>
    stores.customers.add(credential, [{ slot: 'primary', customerSecret: text, createdAt }]),
  );
  return made;
}

/**
 * The demo project and a customer credential: those of the organization `demo` that can be used, made where there is none.
 * For development alone: the secret is shown at every start, and anyone on the machine can have tokens of the project.
 */
export async function ensureDemoContent(storage: OpenStorage): Promise<DemoContent> {
  const organizationId = await ensureOrganization(storage);
  const project = await ensureProject(storage, organizationId);
  return { ...project, ...(await ensureCredential(storage, organizationId)) };
}
