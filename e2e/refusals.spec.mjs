// What does not go straight: a set without papers, a returned and a rejected request, a withdrawn one, a demo's corner.

import { enter, makeKey, startRequest } from './rig/steps.mjs';
import { expect, expectErrors, fill, signIn, test } from './rig/test.mjs';

test.describe.configure({ mode: 'serial' });

test('the corner of the demonstration names its people and shows its letters', async ({ visitor, picture }) => {
  const page = await visitor();
  await page.goto('/demo');
  await expect(page.locator('main')).toContainText('lapina');
  await picture(page, 'demo');
});

test('a user withdraws one request and starts another', async ({ server, visitor, picture }) => {
  const page = await visitor();
  await enter(page, server.user());
  await startRequest(page);
  await page.goto('/cabinet/requests');
  await picture(page, 'requests-draft');
  await page.locator('td a.main').first().click();
  await page.getByRole('link', { name: 'Отменить запрос' }).click();
  await picture(page, 'request-withdraw');
  await page.getByRole('button', { name: 'Отменить запрос' }).click();
  await expect(page.getByRole('link', { name: 'Подать заново' })).toBeVisible();
  await picture(page, 'request-withdrawn');
});

test('the operator returns a request with a reason, then rejects it with a reason', async ({ server, visitor, picture, javaScriptEnabled }) => {
  const [user, operator] = [await visitor(), await visitor()];
  await signIn(user, server.user());
  await startRequest(user);
  await makeKey(user);

  await signIn(operator, server.operator(0));
  await operator.getByRole('link', { name: 'Ждут заявления' }).click();
  await operator.locator('td a.main').first().click();
  await operator.getByRole('button', { name: 'Заявление получено' }).click();
  await operator.getByRole('button', { name: 'Вернуть на исправление' }).click();
  await expectErrors(operator, { javaScriptEnabled });
  await picture(operator, 'return-without-reason');
  await operator.locator('[name=reason]').fill('Нет печати организации. Поставьте печать и принесите заявление снова');
  await operator.getByRole('button', { name: 'Вернуть на исправление' }).click();
  await expect(operator.locator('main')).toContainText('Нет печати организации');
  await picture(operator, 'returned');

  await user.reload();
  await expect(user.locator('main')).toContainText('Нет печати организации');
  await picture(user, 'request-returned');

  await operator.locator('[name=reason]').fill('Доверенность отозвана. Оформите новую и подайте новый запрос');
  await operator.locator('[name=final]').check();
  await operator.getByRole('button', { name: 'Отклонить' }).click();
  await expect(operator.getByRole('button', { name: 'Отклонить' })).toHaveCount(0);
  await picture(operator, 'rejected');

  await user.reload();
  await expect(user.locator('main')).toContainText('Доверенность отозвана');
  await picture(user, 'request-rejected');
  await user.getByRole('link', { name: 'Подать заново' }).click();
  await expect(user.getByRole('heading', { level: 1 })).toHaveText('Проверьте данные для сертификата');
  await picture(user, 'request-again');
});

test('the first press under a dark system makes the pages light', async ({ visitor }) => {
  const page = await visitor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/info');
  await expect(page.locator('html')).toHaveAttribute('data-bs-theme', 'dark');
  await expect(page.getByRole('button', { name: 'Тёмная тема' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Светлая тема' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-bs-theme', 'light');
  await expect(page.getByRole('button', { name: 'Тёмная тема' })).toBeVisible();
});

test('a form sent after the session has ended says so', async ({ server, visitor, picture }) => {
  const page = await visitor();
  await signIn(page, server.operator(0));
  await page.goto('/ra/adherence/new');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Зарегистрировать' }).click();
  await expect(page.getByRole('status')).toContainText('форма не отправлена');
  await picture(page, 'login-lost');
});

test('the way back leads to a refused form with everything typed', async ({ server, visitor }) => {
  const page = await visitor();
  await signIn(page, server.operator(0));
  await page.goto('/ra/adherence/new');
  await fill(page, { full_name: 'ГБУЗ «Зареченская районная больница»' });
  await page.getByRole('button', { name: 'Зарегистрировать' }).click();
  await expect(page.locator('.uc-errors')).toBeVisible();
  await page.goto('/ra/organizations');
  await page.goBack();
  await expect(page.locator('[name=full_name]')).toHaveValue('ГБУЗ «Зареченская районная больница»');
});
