import { parseAppId, parseCertificate, TokenInputError } from '@stagedoor/token';
import type { TokenProject } from '@stagedoor/token-server';
import { ConfigError } from '../errors.js';

/** The most that tokens are verified with: the primary and the secondary one. */
const MAX_CERTIFICATES = 2;

/** Reads the text of a certificate file, its path as it is written. */
export type ReadCertificateFile = (path: string) => Promise<string>;

const KEYS: readonly string[] = ['appId', 'certificates', 'certificateFiles'];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** `[{…}]`, and `{"projects": [{…}]}` for files that say more. */
function listOf(document: unknown): readonly unknown[] {
  const list = isRecord(document) ? document['projects'] : document;
  if (Array.isArray(list) && list.length > 0) return list;
  throw new ConfigError(
    'projects: the file must be a list like [{ "appId": "…", "certificates": ["…"] }], with at least one project',
  );
}

/** Runs `work` so that its failure names the place. A message of ours has no part of a certificate. */
async function at<T>(place: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TokenInputError)) throw error;
    throw new ConfigError(`projects: ${place}: ${error.message}`);
  }
}

async function certificatesOf(
  project: Readonly<Record<string, unknown>>,
  place: string,
  readFile: ReadCertificateFile,
): Promise<readonly string[]> {
  const { certificates, certificateFiles } = project;
  if ((certificates === undefined) === (certificateFiles === undefined)) {
    throw new ConfigError(`projects: ${place}: give certificates or certificateFiles`);
  }
  const name = certificates === undefined ? 'certificateFiles' : 'certificates';
  const given = certificates ?? certificateFiles;
  if (!isTextList(given) || given.length === 0 || given.length > MAX_CERTIFICATES) {
    throw new ConfigError(
      `projects: ${place}.${name} must be a list of one or two texts: the primary, then the secondary`,
    );
  }
  return certificates === undefined ? Promise.all(given.map(readFile)) : given;
}

async function parseProject(
  value: unknown,
  place: string,
  readFile: ReadCertificateFile,
): Promise<TokenProject> {
  if (!isRecord(value)) throw new ConfigError(`projects: ${place} must be an object`);
  const unknown = Object.keys(value).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw new ConfigError(
      `projects: ${place} has a key ${JSON.stringify(unknown)} that is unknown: there are ${KEYS.join(', ')}`,
    );
  }
  const { appId } = value;
  if (typeof appId !== 'string') throw new ConfigError(`projects: ${place}.appId must be a text`);
  const texts = await certificatesOf(value, place, readFile);
  return at(place, () => {
    const [primary, ...others] = texts.map((text) => parseCertificate(text.trim()));
    if (primary === undefined || others.includes(primary)) {
      throw new ConfigError(`projects: ${place} has the same certificate twice`);
    }
    return { appId: parseAppId(appId), certificates: [primary, ...others] };
  });
}

/**
 * The projects of a file: `[{"appId", "certificates": [primary, secondary?]}]`, or with `certificateFiles`, which
 * `readFile` reads. Throws `config_invalid`, which names the setting and the place, and what `readFile` throws.
 */
export async function parseProjects(
  document: unknown,
  readFile: ReadCertificateFile,
): Promise<readonly TokenProject[]> {
  const list = listOf(document);
  const projects = await Promise.all(
    list.map((value, index) => parseProject(value, `[${index}]`, readFile)),
  );
  const taken = new Set<string>();
  for (const [index, { appId }] of projects.entries()) {
    if (taken.has(appId))
      throw new ConfigError(`projects: [${index}] has the App ID of another one`);
    taken.add(appId);
  }
  return projects;
}
