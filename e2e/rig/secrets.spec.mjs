// The search for secrets finds them: otherwise its silence says nothing.

import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { leaks } from './secrets.mjs';

const secret = randomBytes(32);
const reversed = Buffer.from(secret).reverse();

for (const [name, sent] of Object.entries({
  'raw in a body': Buffer.concat([Buffer.from('POST / HTTP/1.1\r\n\r\n'), secret]).toString('latin1'),
  'little-endian hex in an address': `GET /?k=${reversed.toString('hex')} HTTP/1.1`,
  'percent-encoded': `GET /?k=${[...secret].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`,
  'inside a PKCS#8 in base64': `x=${encodeURIComponent(Buffer.concat([Buffer.alloc(35, 7), secret]).toString('base64'))}`,
  'inside a PEM': Buffer.concat([Buffer.alloc(40, 7), secret, Buffer.alloc(9)]).toString('base64').replace(/.{64}/g, '$&\n'),
  'as JSON numbers': JSON.stringify([...secret]),
  'as a decimal number': BigInt(`0x${secret.toString('hex')}`).toString(),
})) {
  test(`a key is found ${name}`, () => {
    expect(leaks(sent, secret)).not.toEqual([]);
  });
}

test('nothing is found where nothing is', () => {
  expect(leaks(randomBytes(100_000).toString('latin1'), secret)).toEqual([]);
});
