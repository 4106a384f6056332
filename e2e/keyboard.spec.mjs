// What needs no mouse and what needs no script.

import { expect, signIn, test } from './rig/test.mjs';

test('the sign-in form is filled and sent with the keyboard alone', async ({ server, visitor }) => {
  const page = await visitor();
  const { login, password } = server.person('operator');
  await page.goto('/login');
  await page.keyboard.press('Tab');
  await expect(page.locator('.uc-skip')).toBeFocused();
  await page.keyboard.press('Enter');

  await reach(page, page.getByLabel('Логин'));
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Пароль')).toBeFocused();
  await page.keyboard.type('не тот пароль');
  await page.keyboard.press('Enter');
  await expect(page.locator('.uc-errors')).toBeFocused();

  await reach(page, page.getByLabel('Пароль'));
  await page.keyboard.type(password);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Войти' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/ra/);
});

test('without script people sign in, search, register and sign out', async ({ server, visitor }) => {
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto('/registry');
  await page.locator('main [name=query]').fill('00');
  await page.locator('main').getByRole('button', { name: 'Найти' }).click();
  await expect(page.locator('main')).toContainText(/ничего не найдено|проверьте|укажите/i);

  await signIn(page, server.person('operator'));
  await page.goto('/ra/adherence/new');
  await page.getByRole('button', { name: 'Зарегистрировать' }).click();
  await expect(page.locator('[name=ogrn]')).toHaveAttribute('aria-invalid', 'true');
  await page.goto('/ra/sessions');
  await page.locator('main').getByRole('button', { name: 'Выйти' }).click();
  await page.goto('/ra');
  await expect(page).toHaveURL(/\/login/);
});

/** Walks on with Tab until the field has the focus. */
async function reach(page, field) {
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab does not lead to the field');
}
