import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { TestCertificate } from './test-certificate.js';

/** Where clients are compiled to, and whom they trust. */
export interface Workplace {
  readonly folder: string;
  readonly certificate: TestCertificate;
}

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** How a client writes the JSON text that it is given. */
export type BodyForm = 'as-given' | 'spaced' | 'compact' | 'trimmed';

/** A client in another language: how to start it, and what of it arrives. */
export interface ClientRow {
  readonly name: string;
  /** Programs that must be in the path, besides openssl. */
  readonly needs: readonly string[];
  /** Must succeed, where the programs alone are not enough. */
  readonly probe?: Command;
  /** Programs that are run once, before the client is started for the first time. */
  readonly compile?: (folder: string) => readonly Command[];
  /** Puts the authority where the language looks for it, if the client cannot be told. */
  readonly trust?: (workplace: Workplace) => void;
  readonly command: (folder: string) => Command;
  readonly environment?: (folder: string) => Readonly<Record<string, string>>;
  /** The name of this machine in the URL, if its library cannot verify the certificate of an address. */
  readonly hostname?: 'localhost';
  /** The method of a request with a body. */
  readonly bodyMethod: 'PATCH' | 'POST';
  readonly bodyForm: BodyForm;
  /** The Content-Type of a body, if the client sends one. */
  readonly contentType: string | undefined;
  /** The Content-Length of a request without a body, by its method; undefined: it sends none. */
  readonly emptyLength: string | undefined;
  /** Whether it signs the port of the host. */
  readonly signsPort: boolean;
  /** Whether it signs the query. */
  readonly signsQuery: boolean;
  /** Whether its library writes the escapes of a URL in capitals, so that this is what it signs and sends. */
  readonly capitalizesEscapes?: boolean;
  /** Ways to send a body other than with its length. */
  readonly framings: readonly ('chunked' | 'expect')[];
}

const clientPath = (name: string): string =>
  fileURLToPath(new URL(`clients/${name}`, import.meta.url));

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

const compileJava = (folder: string): readonly Command[] => [
  [
    'javac',
    '-d',
    join(folder, 'java'),
    ...['Signing', 'UrlConnectionClient', 'HttpClientClient'].map((name) =>
      clientPath(`java/${name}.java`),
    ),
  ],
];

/** A program that runs for half a second needs no second compiler. */
const runJava = (folder: string, name: string): Command => [
  'java',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-cp',
  join(folder, 'java'),
  name,
];

const goEnvironment = (folder: string): Readonly<Record<string, string>> => ({
  GOCACHE: join(folder, 'go-cache'),
  GOPATH: join(folder, 'go-path'),
  GOFLAGS: '-mod=mod',
  GOPROXY: 'off',
  GOTOOLCHAIN: 'local',
});

/** Mono looks in the folder of the user; the certificate's name there is its hash. */
const trustWithMono = ({ folder, certificate }: Workplace): void => {
  const trusted = join(folder, 'mono-home/.mono/new-certs/Trust');
  mkdirSync(trusted, { recursive: true });
  copyFileSync(certificate.authorityPath, join(trusted, `${certificate.authorityHash}.0`));
};

const PYTHON: ClientRow = {
  name: 'Python, http.client',
  needs: ['python3'],
  command: () => ['python3', clientPath('python/http_client.py')],
  bodyMethod: 'PATCH',
  bodyForm: 'spaced',
  contentType: undefined,
  emptyLength: '0',
  signsPort: true,
  signsQuery: true,
  framings: ['chunked'],
};

const PYTHON_URLLIB: ClientRow = {
  ...PYTHON,
  name: 'Python, urllib',
  command: () => ['python3', clientPath('python/urllib_client.py')],
  bodyForm: 'as-given',
  contentType: FORM,
  framings: [],
};

const JAVA: ClientRow = {
  name: 'Java, HttpURLConnection',
  needs: ['java', 'javac'],
  compile: compileJava,
  command: (folder) => runJava(folder, 'UrlConnectionClient'),
  // The library knows no PATCH.
  bodyMethod: 'POST',
  bodyForm: 'as-given',
  contentType: FORM,
  emptyLength: '0',
  signsPort: true,
  signsQuery: true,
  framings: ['chunked'],
};

const JAVA_HTTP_CLIENT: ClientRow = {
  ...JAVA,
  name: 'Java, HttpClient',
  command: (folder) => runJava(folder, 'HttpClientClient'),
  bodyMethod: 'PATCH',
  contentType: undefined,
  framings: ['chunked', 'expect'],
};

const NODE: ClientRow = {
  name: 'Node.js, https',
  needs: [],
  command: () => [execPath, clientPath('node/https-client.mjs')],
  bodyMethod: 'PATCH',
  bodyForm: 'compact',
  contentType: JSON_TYPE,
  emptyLength: '0',
  signsPort: false,
  signsQuery: true,
  framings: ['chunked', 'expect'],
};

const POSTMAN: ClientRow = {
  ...NODE,
  name: 'Postman, pre-request script',
  command: () => [execPath, clientPath('postman/pre-request.mjs')],
  bodyForm: 'as-given',
  emptyLength: undefined,
  signsQuery: false,
  framings: [],
};

const PHP: ClientRow = {
  name: 'PHP, curl',
  needs: ['php'],
  probe: ['php', '-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
  command: () => ['php', clientPath('php/curl-client.php')],
  bodyMethod: 'PATCH',
  bodyForm: 'trimmed',
  contentType: FORM,
  emptyLength: '0',
  signsPort: true,
  signsQuery: true,
  framings: ['chunked', 'expect'],
};

const GO: ClientRow = {
  name: 'Go, net/http',
  needs: ['go'],
  compile: (folder) => [['go', 'build', '-o', join(folder, 'go-client'), clientPath('go/main.go')]],
  environment: goEnvironment,
  command: (folder) => [join(folder, 'go-client')],
  bodyMethod: 'PATCH',
  bodyForm: 'as-given',
  contentType: undefined,
  emptyLength: undefined,
  signsPort: true,
  signsQuery: true,
  framings: ['chunked', 'expect'],
};

const CSHARP: ClientRow = {
  name: 'C#, HttpClient of Mono',
  needs: ['mcs', 'mono'],
  compile: (folder) => [
    [
      'mcs',
      '-r:System.Net.Http.dll',
      `-out:${join(folder, 'client.exe')}`,
      clientPath('csharp/Client.cs'),
    ],
  ],
  trust: trustWithMono,
  hostname: 'localhost',
  capitalizesEscapes: true,
  environment: (folder) => ({ XDG_CONFIG_HOME: join(folder, 'mono-home') }),
  command: (folder) => ['mono', join(folder, 'client.exe')],
  bodyMethod: 'PATCH',
  bodyForm: 'as-given',
  contentType: 'application/json; charset=utf-8',
  emptyLength: '0',
  signsPort: true,
  signsQuery: true,
  framings: ['chunked', 'expect'],
};

const SHELL: ClientRow = {
  name: 'shell, curl and openssl',
  needs: ['sh', 'curl'],
  command: () => ['sh', clientPath('shell/curl-client.sh')],
  bodyMethod: 'PATCH',
  bodyForm: 'as-given',
  contentType: JSON_TYPE,
  emptyLength: '0',
  signsPort: true,
  signsQuery: true,
  framings: ['chunked', 'expect'],
};

/** Every client. A new language is a row here and a program in `clients/`. */
export const CLIENTS = {
  python: PYTHON,
  pythonUrllib: PYTHON_URLLIB,
  java: JAVA,
  javaHttpClient: JAVA_HTTP_CLIENT,
  node: NODE,
  postman: POSTMAN,
  php: PHP,
  go: GO,
  csharp: CSHARP,
  shell: SHELL,
} as const satisfies Readonly<Record<string, ClientRow>>;
