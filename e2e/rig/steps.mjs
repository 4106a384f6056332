// Stretches of the road that other tests begin from.

import { expect, fetchBytes, signIn } from './test.mjs';

const KEY_PASSWORD = 'две чайки над молом 9';

/** Signs a user in, past the Регламент when it is not read yet. */
export async function enter(page, user) {
  await signIn(page, user);
  if (!page.url().includes('regulation')) return;
  await page.locator('[name=read]').check();
  await page.getByRole('button', { name: 'Подтвердить и продолжить' }).click();
}

export async function startRequest(page) {
  await page.goto('/cabinet/requests/new');
  await page.locator('[name=consent]').check();
  await page.getByRole('button', { name: 'Данные верны, дальше' }).click();
}

export async function makeKey(page) {
  await page.locator('#key-password').fill(KEY_PASSWORD);
  await page.locator('#key-password-again').fill(KEY_PASSWORD);
  await page.getByRole('button', { name: 'Создать ключ' }).click();
  await page.locator('#key-save').click({ timeout: 30_000 });
  await page.locator('#key-saved').check();
  await page.getByRole('button', { name: 'Отправить запрос' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Запрос №');
}

/** From a new request to the issued certificate; returns its serial number. */
export async function certify(user, [first, second]) {
  await startRequest(user);
  await makeKey(user);
  const statement = await fetchBytes(user, { link: user.getByRole('link', { name: 'Печать заявления' }) });
  const card = `/ra/requests/${new URL(user.url()).pathname.split('/').at(-1)}`;

  await first.goto(card);
  await first.getByRole('button', { name: 'Заявление получено' }).click();
  for (const mark of await first.locator('input[type=radio][value=yes]').all()) await mark.check({ force: true });
  await first.locator('[name=scan]').setInputFiles({ name: 'заявление.pdf', mimeType: 'application/pdf', buffer: statement });
  await first.getByRole('button', { name: 'Приложить скан' }).click();
  await first.getByRole('button', { name: 'Одобрить' }).click();

  await second.goto(card);
  await second.getByRole('button', { name: 'Выпустить сертификат' }).click();
  await expect(second.getByRole('heading', { name: 'Сертификат', exact: true })).toBeVisible({ timeout: 30_000 });
  await user.goto('/cabinet/certificates');
  return (await user.locator('td a.main').first().textContent()).replace(/\s/g, '');
}
