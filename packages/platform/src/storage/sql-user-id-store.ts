import { sql } from 'kysely';
import type { UserIdRequest, UserIdStore } from '../features/user-ids/user-id-store.js';
import type { Connection } from './database.js';
import { insertOfProject } from './insert-of-project.js';

/** Uids of names in the table `user_ids`. */
export class SqlUserIdStore implements UserIdStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async find(appId: string, nameHash: string): Promise<number | undefined> {
    const row = await this.#connection
      .selectFrom('user_ids')
      .select('uid')
      .where('app_id', '=', appId)
      .where('name_hash', '=', nameHash)
      .executeTakeFirst();
    return row?.uid;
  }

  async assign({ appId, nameHash, uid, createdAt }: UserIdRequest): Promise<number | undefined> {
    const { numInsertedOrUpdatedRows } = await insertOfProject(() =>
      this.#connection
        .insertInto('user_ids')
        .values({ app_id: appId, name_hash: nameHash, uid, created_at: createdAt })
        // Of either key: the name has a uid already, or the uid is another name's.
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst(),
    );
    return numInsertedOrUpdatedRows === 1n ? uid : this.find(appId, nameHash);
  }

  async count(appId: string, most: number): Promise<number> {
    const { rows } = await this.#connection
      .selectFrom((each) =>
        each
          .selectFrom('user_ids')
          .select(sql.lit(1).as('one'))
          .where('app_id', '=', appId)
          .limit(most)
          .as('counted'),
      )
      .select((each) => each.fn.countAll<number | string>().as('rows'))
      .executeTakeFirstOrThrow();
    return Number(rows);
  }
}
