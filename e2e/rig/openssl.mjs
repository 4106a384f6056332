// OpenSSL with the ГОСТ engine: a reader we did not write.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CONFIGURATION = fileURLToPath(new URL('openssl-gost.cnf', import.meta.url));

/** Runs openssl with bytes on standard input and returns the bytes it printed. */
export function openssl(args, input) {
  return execFileSync('openssl', args, { input, env: { ...process.env, OPENSSL_CONF: CONFIGURATION } });
}

/** What a key file holds: the private number and the public key, once its password has opened it. */
export function openKeyFile(pem, password) {
  const secret = ['-passin', `pass:${password}`];
  const clear = openssl(['pkey', ...secret, '-outform', 'DER'], pem);
  return { clear, number: clear.subarray(-32), publicKey: openssl(['pkey', ...secret, '-pubout', '-outform', 'DER'], pem) };
}

/** The DER SubjectPublicKeyInfo of a DER certificate. */
export function publicKeyOf(certificate) {
  const pem = openssl(['x509', '-inform', 'DER', '-noout', '-pubkey'], certificate);
  return openssl(['pkey', '-pubin', '-outform', 'DER'], pem);
}
