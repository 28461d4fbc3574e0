/** A project that tokens are made for. */
export interface TokenProject {
  /** 32 hex characters. */
  readonly appId: string;
  /** The live App Certificates, the primary one first: new tokens are signed with it, and it and the other prove old ones. */
  readonly certificates: readonly [string, ...string[]];
}

/** The projects of a server. A port: of the options, a file, or a platform's storage; it can change while the server runs. */
export interface TokenProjects {
  /** The project of an App ID, or the only one where none is named. Undefined where there is none, or no only one. */
  find(appId: string | undefined): TokenProject | undefined | Promise<TokenProject | undefined>;
}
