import type { AdministrationOptions } from '../../administration/administration-options.js';
import { openAdministration } from '../../administration/open-administration.js';
import { createPaint } from '../../paint.js';
import type { World } from '../../world.js';
import { describeProject } from './describe-project.js';
import { parseProjectResult } from './parse-project-result.js';

/** What all commands about one project take. */
export interface ProjectCommandOptions extends AdministrationOptions {
  readonly showCertificates?: true;
}

/** A command of the platform's administration, and its input. */
export interface ProjectCommand {
  readonly id: string;
  readonly input: object;
}

/** Runs a command of the administration, and gives its result. */
export async function runProjectCommand(
  { id, input }: ProjectCommand,
  options: AdministrationOptions,
  world: World,
): Promise<unknown> {
  const administration = await openAdministration(options, world);
  try {
    return await administration.run(id, input);
  } finally {
    await administration.close();
  }
}

/** Runs a command about one project, and prints the project as it is then. */
export async function printProject(
  { id, input }: ProjectCommand,
  options: ProjectCommandOptions,
  world: World,
): Promise<void> {
  const showCertificates = options.showCertificates === true;
  const command = { id, input: { ...input, showCertificates } };
  const result = await runProjectCommand(command, options, world);
  if (options.json === true) {
    world.writeOut(`${JSON.stringify(result)}\n`);
    return;
  }
  const { project, notice } = parseProjectResult(result);
  const lines = describeProject(project, world.now(), createPaint(world));
  const remark = notice === undefined ? [] : ['', `${notice[0]?.toUpperCase()}${notice.slice(1)}.`];
  world.writeOut(`${[...lines, ...remark].join('\n')}\n`);
}
