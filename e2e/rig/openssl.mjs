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

/** What a PKCS#12 holds: the private number and the certificates as DER. */
export function openKeyStore(bytes, password) {
  const pem = openssl(['pkcs12', '-nodes', '-passin', `pass:${password}`], bytes).toString();
  const clear = openssl(['pkey', '-outform', 'DER'], pem);
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g) ?? [];
  return { number: clear.subarray(-32), certificates: certificates.map((one) => openssl(['x509', '-outform', 'DER'], one)) };
}

/** The DER SubjectPublicKeyInfo of a DER certificate. */
export function publicKeyOf(certificate) {
  const pem = openssl(['x509', '-inform', 'DER', '-noout', '-pubkey'], certificate);
  return openssl(['pkey', '-pubin', '-outform', 'DER'], pem);
}
