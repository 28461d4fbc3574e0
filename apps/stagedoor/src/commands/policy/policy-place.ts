import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../../administration/administration-options.js';
import { showText } from '../../lay-out-columns.js';

/** Which policy of which platform is meant. */
export interface PolicyPlaceOptions extends AdministrationOptions {
  /** ID, App ID or name; the organization without it. */
  readonly project?: string;
}

/** Adds the options that say which policy is meant, and how to print. */
export function addPolicyPlaceOptions(command: Command): Command {
  return addAdministrationOptions(
    command.option('--project <name>', 'that of a project: ID, App ID or name'),
  );
}

/** The place as the administration takes it. */
export const placeInput = ({ project }: PolicyPlaceOptions): { readonly project?: string } =>
  project === undefined ? {} : { project };

/** The place in a sentence. */
export const describePlace = ({ project }: PolicyPlaceOptions): string =>
  project === undefined ? 'the organization' : `project ${showText(project)}`;
