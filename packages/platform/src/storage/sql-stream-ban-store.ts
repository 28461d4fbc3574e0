import { isStreamName } from '../features/stream-bans/parse-stream-name.js';
import type { StreamBan, StreamKey } from '../features/stream-bans/stream-ban.js';
import type { StreamBanStore } from '../features/stream-bans/stream-ban-store.js';
import type { Connection } from './database.js';
import { insertOfProject } from './insert-of-project.js';

/** By UTF-16 code units: the engines have orders of their own for texts. */
const byStream = (a: StreamBan, b: StreamBan): number => (a.stream < b.stream ? -1 : 1);

/** Bans in the table `stream_bans`. */
export class SqlStreamBanStore implements StreamBanStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async list(
    { projectId, entryPoint }: Omit<StreamKey, 'stream'>,
    at: number,
  ): Promise<readonly StreamBan[]> {
    const rows = await this.#connection
      .selectFrom('stream_bans')
      .select(['stream', 'resume_time', 'resumes_at'])
      .where('project_id', '=', projectId)
      .where('entry_point', '=', entryPoint)
      .where('resumes_at', '>', at)
      .execute();
    return rows
      .map(({ stream, resume_time: resumeTime, resumes_at: resumesAt }) => ({
        projectId,
        entryPoint,
        stream,
        resumeTime,
        resumesAt,
      }))
      .toSorted(byStream);
  }

  async count(projectId: string, at: number): Promise<number> {
    const { rows } = await this.#connection
      .selectFrom('stream_bans')
      .select((each) => each.fn.countAll<number | string>().as('rows'))
      .where('project_id', '=', projectId)
      .where('resumes_at', '>', at)
      .executeTakeFirstOrThrow();
    return Number(rows);
  }

  async put({ projectId, entryPoint, stream, resumeTime, resumesAt }: StreamBan): Promise<void> {
    await insertOfProject(() =>
      this.#connection
        .insertInto('stream_bans')
        .values({
          project_id: projectId,
          entry_point: entryPoint,
          stream,
          resume_time: resumeTime,
          resumes_at: resumesAt,
        })
        .onConflict((conflict) =>
          conflict.columns(['project_id', 'entry_point', 'stream']).doUpdateSet((each) => ({
            resume_time: each.ref('excluded.resume_time'),
            resumes_at: each.ref('excluded.resumes_at'),
          })),
        )
        .execute(),
    );
  }

  async remove({ projectId, entryPoint, stream }: StreamKey, at: number): Promise<boolean> {
    const { numDeletedRows } = await this.#connection
      .deleteFrom('stream_bans')
      .where('project_id', '=', projectId)
      .where('entry_point', '=', entryPoint)
      .where('stream', '=', stream)
      .where('resumes_at', '>', at)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  }

  async isBanned(
    projectId: string,
    entryPoint: string,
    stream: string,
    at: number,
  ): Promise<boolean> {
    // Whoever pushes chooses these: PostgreSQL cannot even ask for a text with U+0000.
    if (![entryPoint, stream].every(isStreamName)) return false;
    const row = await this.#connection
      .selectFrom('stream_bans')
      .select('resumes_at')
      .where('project_id', '=', projectId)
      .where('entry_point', '=', entryPoint)
      .where('stream', '=', stream)
      .where('resumes_at', '>', at)
      .executeTakeFirst();
    return row !== undefined;
  }

  async removeEnded(at: number, most: number): Promise<number> {
    const { numDeletedRows } = await this.#connection
      .deleteFrom('stream_bans')
      .where((each) =>
        each(
          each.refTuple('project_id', 'entry_point', 'stream'),
          'in',
          each
            .selectFrom('stream_bans as ended')
            .select(['ended.project_id', 'ended.entry_point', 'ended.stream'])
            .where('ended.resumes_at', '<=', at)
            .orderBy('ended.resumes_at')
            .limit(most)
            .$asTuple('project_id', 'entry_point', 'stream'),
        ),
      )
      // Again, because a ban may have got another end since the other query saw it.
      .where('resumes_at', '<=', at)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}
