import { parseCertificate, type Certificate } from '@stagedoor/token';
import type { TokenProject } from '@stagedoor/token-server';
import { ConfigError, UsageError } from '../errors.js';
import { type ProjectOptions, readAppId, readCertificates } from '../project-options.js';
import { readGivenFile } from '../read-text-file.js';
import type { World } from '../world.js';
import { parseProjects } from './parse-projects.js';
import { ProjectSet } from './project-set.js';
import { readJsonFile } from './read-json-file.js';
import type { Reading, ReloadSource } from './reloaded.js';

const MAX_CERTIFICATES = 2;

const isGiven = ({ appId, certificate, certificateFile }: ProjectOptions, world: World): boolean =>
  (appId ?? certificate ?? certificateFile ?? world.env['STAGEDOOR_APP_ID']) !== undefined;

/** The one that is set beside `STAGEDOOR_CERTIFICATE`, where no flag gives certificates. */
function readSecondary(options: ProjectOptions, world: World): readonly Certificate[] {
  if (options.certificate !== undefined || options.certificateFile !== undefined) return [];
  const text = world.env['STAGEDOOR_SECONDARY_CERTIFICATE']?.trim() ?? '';
  return text === '' ? [] : [parseCertificate(text)];
}

async function readGivenProject(options: ProjectOptions, world: World): Promise<TokenProject> {
  if (!isGiven(options, world)) {
    throw new UsageError(
      'give a file of projects by --projects, or one project by --app-id and --certificate-file',
    );
  }
  const appId = readAppId(options, world);
  const [primary, ...others] = await readCertificates(options, world, MAX_CERTIFICATES);
  const certificates = [...others, ...readSecondary(options, world)];
  if (certificates.includes(primary)) {
    throw new UsageError('the primary and the secondary certificate are the same: give one');
  }
  return { appId, certificates: [primary, ...certificates] };
}

/** The project of the command line and the environment, which stays as it is. */
function createGivenSource(options: ProjectOptions, world: World): ReloadSource<ProjectSet> {
  return {
    setting: 'appId',
    read: async () => ({
      stamp: '',
      value: new ProjectSet([await readGivenProject(options, world)]),
    }),
  };
}

/** A reading, and what of it tells that it need not be made again. */
interface LastReading {
  readonly document: Reading<unknown>;
  readonly reading: Reading<ProjectSet>;
  readonly hasCertificateFiles: boolean;
}

function createFileSource(path: string, world: World): ReloadSource<ProjectSet> {
  const file = { setting: 'projects', path };
  let last: LastReading | undefined;
  return {
    setting: 'projects',
    read: async (before) => {
      const document = await readJsonFile(file, world, (each) => each, last?.document);
      const isSame = document === last?.document && before === last?.reading;
      // Thousands of projects are not looked at again each time.
      if (isSame && before !== undefined && last?.hasCertificateFiles === false) return before;
      const stamps = [document.stamp];
      const projects = await parseProjects(document.value, async (name) => {
        const text = await readGivenFile(name, world);
        stamps.push(text);
        return text;
      });
      const reading = { stamp: JSON.stringify(stamps), value: new ProjectSet(projects) };
      last = { document, reading, hasCertificateFiles: stamps.length > 1 };
      return reading;
    },
  };
}

/**
 * Where the projects come from: the file that the setting `projects` names, else flags and environment. Its `read` throws
 * `config_invalid`, `usage`, `file_unusable`, `invalid_app_id` and `invalid_certificate`.
 */
export function createProjectSource(
  path: string | undefined,
  options: ProjectOptions,
  world: World,
): ReloadSource<ProjectSet> {
  if (path === undefined) return createGivenSource(options, world);
  if (!isGiven(options, world)) return createFileSource(path, world);
  throw new ConfigError('projects and an App ID are both given: leave one of them out');
}
