// Anybody's check of a certificate, a list or a signature: what it says, what it refuses, and that it needs no script.

import { expect, expectErrors, test } from './rig/test.mjs';

test('a visitor checks a certificate, a list, and a file that is neither', async ({ visitor, picture, javaScriptEnabled }) => {
  const page = await visitor();
  await page.goto('/verify');
  await picture(page, 'verify');
  await page.getByRole('button', { name: 'Проверить' }).click();
  await expectErrors(page, { javaScriptEnabled });
  await picture(page, 'verify-nothing');

  const fetched = async (path) => Buffer.from(await (await page.request.get(path)).body());
  const check = async (name, buffer) => {
    await page.locator('[name=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await page.getByRole('button', { name: 'Проверить' }).click();
  };
  await check('issuing.cer', await fetched('/ca/issuing.cer'));
  await expect(page.locator('main')).toContainText('Сертификат действует');
  await picture(page, 'verify-certificate');

  await check('issuing.crl', await fetched('/crl/issuing.crl'));
  await expect(page.locator('main')).toContainText('issuing.crl');
  await picture(page, 'verify-list');

  const changed = await fetched('/ca/issuing.cer');
  changed[changed.length - 1] ^= 1;
  await check('changed.cer', changed);
  await expect(page.locator('main')).not.toContainText('Сертификат действует');
  await picture(page, 'verify-changed');

  await check('letter.txt', Buffer.from('Здравствуйте'));
  await expect(page.locator('main')).toContainText('Это не подпись, не сертификат и не список отозванных');
  await picture(page, 'verify-refused');
});
