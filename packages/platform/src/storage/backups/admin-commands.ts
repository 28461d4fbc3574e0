import { isAbsolute } from 'node:path';
import { Type } from 'typebox';
import { type AdminCommand, defineAdminCommand } from '../../administration/admin-command.js';
import type { SystemSources } from '../../domain/system-sources.js';
import { InvalidRequestError } from '../../errors.js';
import type { Database } from '../database.js';
import { backUpDatabase, type BackupReport } from './back-up-database.js';

/** What these commands need: the database as a whole. */
export interface BackupPorts {
  readonly maintenance: { readonly database: Database };
}

const DRAFT_ID_BYTES = 8;

function nameDraft({ randomBytes }: SystemSources): string {
  return `draft-${Buffer.from(randomBytes(DRAFT_ID_BYTES)).toString('hex')}`;
}

/** `storage.backup`, run by whoever has the database open. */
export const backupAdminCommands: readonly AdminCommand<BackupPorts>[] = [
  defineAdminCommand({
    id: 'storage.backup',
    access: 'maintenance',
    scope: 'platform',
    input: Type.Object({ path: Type.String(), isForced: Type.Boolean() }),
    run: async ({ ports: { maintenance }, input: { path, isForced }, sources }) => {
      // The process that runs it may work in another folder.
      if (!isAbsolute(path)) throw new InvalidRequestError(`${path} is no absolute path`);
      const target = { path, isForced, createdAt: sources.now(), draftName: nameDraft(sources) };
      const report: BackupReport = await backUpDatabase(maintenance.database, target);
      return { result: report, target: `backup ${path}` };
    },
  }),
];
