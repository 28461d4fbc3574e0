import type { SecureContextOptions } from 'node:tls';

/**
 * What is spoken: TLS 1.3, and of 1.2 only what gives forward secrecy and authenticates what it encrypts. As Mozilla's
 * server side TLS guide has it under "intermediate" (version 5.7), without finite-field Diffie-Hellman.
 */
export const TLS_RULES: SecureContextOptions = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
  honorCipherOrder: false,
};

/**
 * What is offered to clients who ask for a version of HTTP: requests are signed for HTTP/1.1, and a client of Java would
 * take h2 if it could.
 */
export const TLS_PROTOCOLS: readonly string[] = ['http/1.1'];
