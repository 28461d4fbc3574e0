/** A name that is to have a uid. */
export interface UserIdRequest {
  readonly appId: string;
  /** What of the name is kept: `hashUserName`. */
  readonly nameHash: string;
  readonly uid: number;
  /** Unix seconds. */
  readonly createdAt: number;
}

/** Where the uids of names are kept. A port. Each of its methods is done as a whole, whoever else does the same. */
export interface UserIdStore {
  /** The uid that the name has in the project with that App ID. */
  find(appId: string, nameHash: string): Promise<number | undefined>;
  /**
   * Gives the name that uid, unless it has one, and gives back which one it has then; undefined where another name of
   * the project has that uid. Throws `invalid_appid` where there is no such project.
   */
  assign(request: UserIdRequest): Promise<number | undefined>;
  /** How many names of the project have a uid; no more than `most` are counted. */
  count(appId: string, most: number): Promise<number>;
}
