// The status of a certificate: suspended, resumed, revoked, annulled, by its holder and by an operator. The cabinet, the
// registry and the letters say the same.

import { certify, enter } from './rig/steps.mjs';
import { expect, expectErrors, fill, signIn, test } from './rig/test.mjs';

const PAPER = 'заявление № 14 от 23.11.2026';

/** What one step leaves for the next. */
const road = {};

test.describe.configure({ mode: 'serial' });

test('the holder suspends the certificate and resumes it', async ({ server, visitor, picture }) => {
  const people = [await visitor(), await visitor(), await visitor()];
  const [page, ...operators] = people;
  await enter(page, server.user());
  for (const [at, operator] of operators.entries()) await signIn(operator, server.operator(at));
  road.serial = await certify(page, operators);
  road.card = await open(page, road.serial);
  await picture(page, 'status-own-valid');

  await page.getByRole('link', { name: 'Приостановить' }).click();
  await picture(page, 'status-own-suspend');
  await page.getByRole('button', { name: 'Приостановить сертификат' }).click();
  await expect(page.getByRole('status').first()).toContainText('Сертификат приостановлен');
  await picture(page, 'status-own-suspended');
  await page.reload();
  await expect(page.locator('.uc-note.ok'), 'told once').toHaveCount(0);
  await page.goto('/cabinet');
  await picture(page, 'status-cabinet-suspended');
  await page.goto('/cabinet/certificates');
  await picture(page, 'status-list-suspended');
  await picture(await registryOf(visitor, 'Приостановлен'), 'status-registry-suspended');

  await page.goto(road.card);
  await page.getByRole('link', { name: 'Возобновить' }).click();
  await picture(page, 'status-own-resume');
  await page.getByRole('button', { name: 'Возобновить сертификат' }).click();
  await expect(page.locator('.uc-head .uc-st').first()).toHaveText('Действителен');
  await picture(page, 'status-own-resumed');
  await registryOf(visitor, 'Действителен');
});

test('an operator suspends and resumes it by a paper', async ({ server, visitor, picture }) => {
  const page = await visitor();
  await signIn(page, server.operator(0));
  await page.goto('/ra/certificates');
  await fill(page, { query: road.serial });
  await page.getByRole('button', { name: 'Найти' }).click();
  await page.locator('td a.main').first().click();
  road.officeCard = page.url();
  await picture(page, 'status-office-valid');

  await page.getByRole('link', { name: 'Приостановить' }).click();
  await picture(page, 'status-office-suspend');
  await page.getByRole('button', { name: 'Приостановить сертификат' }).click();
  await expectErrors(page, { javaScriptEnabled: true });
  await picture(page, 'status-office-suspend-errors');
  await fill(page, { asked_by: 'Организация владельца', basis: PAPER });
  await page.getByRole('button', { name: 'Приостановить сертификат' }).click();
  await expect(page.locator('.uc-head .uc-st').first()).toHaveText('Приостановлен');
  await picture(page, 'status-office-suspended');

  const holder = await visitor();
  await signIn(holder, server.user());
  await holder.goto(road.card);
  await expect(holder.getByRole('link', { name: 'Возобновить' }), 'the organisation asked, not the holder').toHaveCount(0);
  await picture(holder, 'status-own-suspended-by-organization');

  await page.getByRole('link', { name: 'Возобновить' }).click();
  await picture(page, 'status-office-resume');
  await fill(page, { asked_by: 'Организация владельца', basis: PAPER });
  await page.getByRole('button', { name: 'Возобновить сертификат' }).click();
  await expect(page.locator('.uc-head .uc-st').first()).toHaveText('Действителен');
});

test('the holder revokes it for ever', async ({ server, visitor, picture }) => {
  const page = await visitor();
  await signIn(page, server.user());
  await page.goto(road.card);
  await page.getByRole('link', { name: 'Отозвать' }).click();
  await picture(page, 'status-own-revoke');
  await fill(page, { confirm: '0' });
  await page.getByRole('button', { name: 'Отозвать сертификат' }).click();
  await expectErrors(page, { javaScriptEnabled: true });
  await picture(page, 'status-own-revoke-errors');
  await page.locator('[name=reason]').selectOption({ index: 1 });
  await fill(page, { confirm: road.serial.slice(-4) });
  await page.getByRole('button', { name: 'Отозвать сертификат' }).click();
  await expect(page.locator('.uc-head .uc-st').first()).toHaveText('Отозван');
  await expect(page.locator('main'), 'nobody asks for the copy any more').not.toContainText('Верните бумажную копию');
  await picture(page, 'status-own-revoked');
  await page.goto('/cabinet/certificates');
  await picture(page, 'status-list-revoked');
  await page.goto('/cabinet');
  await picture(page, 'status-cabinet-revoked');
  await page.goto('/cabinet/messages');
  await picture(page, 'status-messages');
  await picture(await registryOf(visitor, 'Отозван'), 'status-registry-revoked');
  const office = await visitor();
  await signIn(office, server.operator(1));
  await office.goto(road.officeCard);
  await picture(office, 'status-office-revoked');
  await office.goto('/ra');
  await picture(office, 'status-office-tasks');
});

test('an operator revokes one and annuls another', async ({ server, visitor, picture }) => {
  const [user, ...operators] = [await visitor(), await visitor(), await visitor()];
  await signIn(user, server.user());
  for (const [at, operator] of operators.entries()) await signIn(operator, server.operator(at));
  const [page] = operators;

  road.serial = await certify(user, operators);
  await openAtOffice(page, road.serial);
  await page.getByRole('link', { name: 'Отозвать' }).click();
  await picture(page, 'status-office-revoke');
  await fill(page, { basis: PAPER, confirm: road.serial.slice(-4), reason: 'Организация владельца: сотрудник уволен' });
  await page.getByRole('button', { name: 'Отозвать сертификат' }).click();
  await expect(page.locator('.uc-head .uc-st').first()).toHaveText('Отозван');
  await registryOf(visitor, 'Отозван');

  road.serial = await certify(user, operators);
  await openAtOffice(page, road.serial);
  await page.getByRole('link', { name: 'Аннулировать' }).click();
  await picture(page, 'status-office-annul');
  await page.getByRole('button', { name: 'Аннулировать сертификат' }).click();
  await expectErrors(page, { javaScriptEnabled: true });
  await picture(page, 'status-office-annul-errors');
  await fill(page, { reason: 'По решению суда', basis: 'решение суда № 2-114/2026 от 20.11.2026', confirm: road.serial.slice(-4) });
  await page.getByRole('button', { name: 'Аннулировать сертификат' }).click();
  await expect(page.locator('.uc-head .uc-st').first()).toHaveText('Аннулирован');
  await picture(page, 'status-office-annulled');
  await picture(await registryOf(visitor, 'Аннулирован'), 'status-registry-annulled');
  await page.goto('/ra/certificates');
  await picture(page, 'status-office-list');
  await page.goto('/ra/copies');
  await expect(page.locator('main'), 'nobody sends copies of what has ended').not.toContainText(road.serial.slice(0, 6));
  await picture(page, 'status-copies');
});

test('letters tell of every change', async ({ visitor, picture }) => {
  const page = await visitor();
  await page.goto('/demo');
  for (const word of ['приостановлен', 'снова действует', 'отозван', 'аннулирован']) {
    await expect(page.locator('.uc-letter summary', { hasText: word }).first()).toBeVisible();
  }
  for (const letter of await page.locator('.uc-letter').all()) await letter.evaluate((element) => { element.open = true; });
  await picture(page, 'status-letters');
});

/** Opens a certificate in the cabinet and returns its address. */
async function open(page, serial) {
  await page.goto('/cabinet/certificates');
  await page.locator('td a.main', { hasText: serial }).click();
  return page.url();
}

async function openAtOffice(page, serial) {
  await page.goto('/ra/certificates');
  await page.locator(`a[title="${serial}"]`).click();
}

/** Anyone finds the certificate with this status. */
async function registryOf(visitor, status) {
  const page = await visitor();
  await page.goto('/registry');
  await fill(page, { query: road.serial });
  await page.getByRole('button', { name: 'Найти' }).last().click();
  await expect(page.locator('td .uc-st')).toHaveText(status);
  return page;
}
