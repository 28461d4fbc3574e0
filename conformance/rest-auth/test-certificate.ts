import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate for this machine, and the authority that signed it. */
export interface TestCertificate {
  /** The authority's certificate, PEM: what clients trust. */
  readonly authority: string;
  /** The file with it. */
  readonly authorityPath: string;
  /** What OpenSSL names it by in a folder of trusted certificates: 8 hex digits. */
  readonly authorityHash: string;
  /** The server's own certificate and key, PEM. */
  readonly certificate: string;
  readonly key: string;
}

const OPENSSL = 'openssl';

const EXTENSIONS = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=serverAuth',
  'subjectAltName=IP:127.0.0.1,DNS:localhost',
];

/** Makes an authority and a certificate for 127.0.0.1 in a folder, both for one day, with the openssl of this machine. */
export function makeTestCertificate(folder: string): TestCertificate {
  const openssl = (command: string, ...more: readonly string[]): string =>
    execFileSync(OPENSSL, [...command.split(' '), ...more], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const newKey = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes';
  writeFileSync(join(folder, 'server.ext'), `${EXTENSIONS.join('\n')}\n`);
  openssl(`req -x509 ${newKey} -days 1 -keyout ca.key -out ca.pem -subj`, '/CN=Stagedoor test CA');
  openssl(`req ${newKey} -keyout server.key -out server.csr -subj`, '/CN=127.0.0.1');
  openssl(
    'x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -extfile server.ext -out server.pem',
  );
  return {
    authority: read('ca.pem'),
    authorityPath: join(folder, 'ca.pem'),
    authorityHash: openssl('x509 -in ca.pem -noout -subject_hash').trim(),
    certificate: read('server.pem'),
    key: read('server.key'),
  };
}
