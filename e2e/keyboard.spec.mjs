// What needs no mouse.

import { expect, signIn, test } from './rig/test.mjs';

test('the sign-in form is filled and sent with the keyboard alone', async ({ server, visitor }) => {
  const page = await visitor();
  const { login, password } = server.operator(0);
  await page.goto('/login');
  await page.keyboard.press('Tab');
  await expect(page.locator('.uc-skip')).toBeFocused();
  await page.keyboard.press('Enter');

  await reach(page, page.locator('[name=login]'));
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await expect(page.locator('[name=password]')).toBeFocused();
  await page.keyboard.type('не тот пароль');
  await page.keyboard.press('Enter');
  await expect(page.locator('.uc-errors')).toBeFocused();

  await reach(page, page.locator('[name=password]'));
  await page.keyboard.type(password);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Войти' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/ra/);
});

/** Walks on with Tab until the field has the focus. */
async function reach(page, field) {
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab does not lead to the field');
}
