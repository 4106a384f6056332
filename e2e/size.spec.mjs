// How much a first visit weighs.

import { gzipSync } from 'node:zlib';
import { expect, test } from './rig/test.mjs';

const KIB = 1024;

test('a first visit takes at most 200 KB with fonts', async ({ visitor }) => {
  for (const path of ['/', '/login', '/info', '/ca', '/registry']) {
    const page = await visitor();
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    let received = 0;
    network.on('Network.loadingFinished', ({ encodedDataLength }) => { received += encodedDataLength; });
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready.then(() => true));
    expect(received, path).toBeLessThanOrEqual(200 * KIB);
    expect(received, path).toBeGreaterThan(10 * KIB);
  }
});

test('the key maker takes at most 160 KB packed', async ({ visitor }) => {
  const page = await visitor();
  const answer = await page.request.get('/static/browser.wasm', { headers: { 'accept-encoding': 'gzip' } });
  expect(answer.headers()['content-type']).toBe('application/wasm');
  expect(answer.headers()['content-encoding']).toBe('gzip');
  expect(gzipSync(await answer.body(), { level: 9 }).length).toBeLessThanOrEqual(160 * KIB);
});
