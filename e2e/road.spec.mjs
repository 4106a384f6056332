// The whole road, from an organisation nobody knows to a certificate in its clerk's hands.

import { readFileSync } from 'node:fs';
import { openKeyFile, openKeyStore, openssl, publicKeyOf } from './rig/openssl.mjs';
import { words } from './rig/pdf.mjs';
import { ORGANIZATION, OUTSIDER, USER } from './rig/people.mjs';
import { leaks } from './rig/secrets.mjs';
import { expect, expectErrors, fetchBytes, fill, signIn, test } from './rig/test.mjs';

const OWN_PASSWORD = 'тихая-гавань-42';
const KEY_PASSWORD = 'корабль у причала 7';
const NAME = `${USER.surname} ${USER.given} ${USER.patronymic}`;

/** What one step of the road leaves for the next. */
const road = {};

test.describe.configure({ mode: 'serial' });

test('anyone reads the public site', async ({ visitor, picture, paper }) => {
  const page = await visitor();
  for (const [path, name] of [['/', 'home'], ['/ca', 'ca'], ['/registry', 'registry'], ['/info', 'info'], ['/login', 'login']]) {
    await page.goto(path);
    await picture(page, name);
  }
  await page.goto('/net-takoy-stranicy');
  await picture(page, 'not-found');

  await page.goto('/info');
  for (const link of await page.locator('#forms a').all()) {
    const blank = await fetchBytes(page, { link });
    expect(blank.subarray(0, 5).toString()).toBe('%PDF-');
    paper(blank, `blank-${(await link.getAttribute('href')).split('/').at(-1)}`);
  }
});

test('the operator registers the organisation and refuses an outsider', async ({ server, visitor, picture, javaScriptEnabled }) => {
  const page = await visitor();
  await signIn(page, server.operator(0));
  await picture(page, 'ra-queue');

  await page.goto('/ra/adherence/new');
  await picture(page, 'ra-adherence');
  await fill(page, { full_name: ORGANIZATION.full_name, ogrn: '1022900765435', copies: '1' });
  await page.getByRole('button', { name: 'Зарегистрировать' }).click();
  await expectErrors(page, { javaScriptEnabled });
  await expect(page.locator('[name=full_name]')).toHaveValue(ORGANIZATION.full_name);
  await expect(page.locator('[name=ogrn]')).toHaveAttribute('aria-invalid', 'true');
  await picture(page, 'ra-adherence-errors');

  await fill(page, ORGANIZATION);
  await page.getByRole('button', { name: 'Зарегистрировать' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ORGANIZATION.short_name);
  await expect(page.getByRole('button', { name: 'Экземпляр возвращён' })).toHaveCount(0);
  await picture(page, 'ra-organization-entered');
  road.organization = page.url();

  const second = await visitor();
  await signIn(second, server.operator(1));
  await second.goto(road.organization);
  await picture(second, 'ra-organization-to-compare');
  await second.getByRole('button', { name: 'Экземпляр возвращён' }).click();
  await expect(second.getByRole('button', { name: 'Экземпляр возвращён' })).toHaveCount(0);
  await picture(second, 'ra-organization');

  await page.goto('/ra/adherence/new');
  await fill(page, OUTSIDER);
  await page.getByRole('button', { name: 'Зарегистрировать' }).click();
  await expect(page.locator('main')).toContainText(OUTSIDER.basis);
  await picture(page, 'ra-organization-refused');
  await page.goto('/ra/organizations');
  await picture(page, 'ra-organizations');
});

test('one operator registers the user, another approves, a sealed sheet is printed', async ({ server, visitor, picture, paper, javaScriptEnabled }) => {
  const [first, second] = [await visitor(), await visitor()];
  await signIn(first, server.operator(0));
  await first.goto(road.organization);
  await first.getByRole('link', { name: 'Зарегистрировать пользователя' }).click();
  await picture(first, 'ra-registration-new');
  await first.getByRole('button', { name: 'Сохранить комплект' }).click();
  await expectErrors(first, { javaScriptEnabled });
  await picture(first, 'ra-registration-errors');
  await fill(first, { ...USER, poa_issued_on: today() });
  await first.getByRole('button', { name: 'Сохранить комплект' }).click();
  await expect(first.getByRole('heading', { level: 1 })).toContainText(NAME);
  await expect(first.getByRole('button', { name: 'Одобрить' })).toHaveCount(0);
  await picture(first, 'ra-registration-entered');
  road.registration = first.url();

  await signIn(second, server.operator(1));
  await second.goto(road.registration);
  await picture(second, 'ra-registration');
  await second.getByRole('button', { name: 'Одобрить' }).click();
  await expect(second.getByRole('button', { name: 'Напечатать лист' })).toBeVisible();
  await picture(second, 'ra-registration-approved');
  const sheet = await fetchBytes(second, { form: second.locator('form[action$="/sheet"]') });
  paper(sheet, 'sealed-sheet');
  const text = words(sheet);
  road.access = { login: /user-\S+/.exec(text)[0], password: /\b\w{4}(-\w{4}){3}\b/.exec(text)[0] };
});

test('the user signs in by the sheet once, sets a password and reads the Регламент', async ({ visitor, picture }) => {
  const page = await visitor();
  await signIn(page, road.access);
  await picture(page, 'cabinet-password');
  await fill(page, { new: 'короткий', again: 'другой' });
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await expect(page.locator('[name=new]')).toHaveAttribute('aria-invalid', 'true');
  await picture(page, 'cabinet-password-errors');
  await fill(page, { new: OWN_PASSWORD, again: OWN_PASSWORD });
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ознакомьтесь с Регламентом');
  await picture(page, 'cabinet-regulation');
  await page.locator('[name=read]').check();
  await page.getByRole('button', { name: 'Подтвердить и продолжить' }).click();
  await expect(page).toHaveURL(/\/cabinet(\?|$)/);
  await picture(page, 'cabinet');

  const again = await visitor();
  await again.goto('/login');
  await fill(again, road.access);
  await again.getByRole('button', { name: 'Войти' }).click();
  await expect(again.locator('.uc-errors')).toBeVisible();
  await picture(again, 'login-refused');
  road.access.password = OWN_PASSWORD;
});

test('the key is made in the browser and its secret never leaves', async ({ server, visitor, picture, paper }) => {
  const page = await visitor({ javaScriptEnabled: true });
  await signIn(page, road.access);
  await page.goto('/cabinet/requests');
  await picture(page, 'cabinet-requests-empty');
  await page.getByRole('link', { name: 'Создать запрос' }).click();
  await picture(page, 'cabinet-request-new');
  await page.locator('[name=consent]').check();
  await page.getByRole('button', { name: 'Данные верны, дальше' }).click();
  if (!page.url().endsWith('/key')) await page.getByRole('link', { name: 'Создать ключ' }).click();
  await picture(page, 'cabinet-key');

  await page.getByRole('button', { name: 'Создать ключ' }).click();
  await expect(page.locator('#key-password')).toBeFocused();
  await picture(page, 'cabinet-key-errors');
  await page.locator('#key-password').fill(KEY_PASSWORD);
  await page.locator('#key-password-again').fill(KEY_PASSWORD);
  await page.getByRole('button', { name: 'Создать ключ' }).click();
  await expect(page.locator('#key-save')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('#key-password')).toHaveValue('');
  const downloaded = page.waitForEvent('download');
  await page.locator('#key-save').click();
  road.keyFile = readFileSync(await (await downloaded).path());
  await picture(page, 'cabinet-key-made');

  await page.getByRole('button', { name: 'Отправить запрос' }).click();
  await expect(page.locator('#key-saved')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('#key-saved').check();
  // The session ends meanwhile: the key stays on the page until its owner has signed in elsewhere.
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Отправить запрос' }).click();
  await expect(page.locator('#key-status')).toContainText('Сеанс закончился');
  const elsewhere = await page.context().newPage();
  await signIn(elsewhere, road.access);
  await elsewhere.close();
  await page.getByRole('button', { name: 'Отправить запрос' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Запрос №');
  await picture(page, 'cabinet-request');
  road.request = new URL(page.url()).pathname.split('/').at(-1);
  road.statement = await fetchBytes(page, { link: page.getByRole('link', { name: 'Печать заявления' }) });
  paper(road.statement, 'statement');

  const key = openKeyFile(road.keyFile, KEY_PASSWORD);
  const sent = server.wire.sent();
  expect(leaks(sent, key.publicKey.subarray(-64)), 'the request was recorded').not.toEqual([]);
  expect(leaks(sent, key.number), 'the private key').toEqual([]);
  expect(leaks(sent, Buffer.from(KEY_PASSWORD)), 'its password').toEqual([]);
  expect(sent.includes(road.keyFile.toString('latin1').split('\n')[1]), 'the key file').toBe(false);
  expect(sent).not.toMatch(/upgrade: websocket/i);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(leaks(kept, key.number), 'what the browser keeps').toEqual([]);
});

test('the operator compares the paper, another issues', async ({ server, visitor, picture, javaScriptEnabled }) => {
  const [first, second] = [await visitor(), await visitor()];
  await signIn(first, server.operator(0));
  await first.goto('/ra');
  await first.getByRole('link', { name: 'Ждут заявления' }).click();
  await first.locator(`a[href$="${road.request}"]`).first().click();
  await picture(first, 'ra-request');
  await first.getByRole('button', { name: 'Заявление получено' }).click();
  await expect(first.getByRole('button', { name: 'Заявление получено' })).toHaveCount(0);
  await first.goto('/ra');
  await picture(first, 'ra-queue-due');
  await first.locator(`a[href$="${road.request}"]`).first().click();
  await picture(first, 'ra-request-registered');

  await first.locator('[name=scan]').setInputFiles({ name: 'заявление.txt', mimeType: 'text/plain', buffer: Buffer.from('не скан') });
  await first.getByRole('button', { name: 'Приложить скан' }).click();
  await expect(first.locator('[name=scan]')).toHaveAttribute('aria-invalid', 'true');
  await picture(first, 'ra-request-scan-refused');
  const yes = await first.locator('input[type=radio][value=yes]').all();
  for (const mark of yes) await mark.check({ force: true });
  await first.locator('[name=scan]').setInputFiles({ name: 'заявление.pdf', mimeType: 'application/pdf', buffer: road.statement });
  await first.getByRole('button', { name: 'Приложить скан' }).click();
  await expect(first.getByRole('img', { name: 'Скан заявления, страница 1' })).toBeVisible();
  // The marks came along with the scan.
  for (const mark of await first.locator('input[type=radio][value=yes]').all()) await expect(mark).toBeChecked();
  await first.locator('[name=turn][value="90"]').check({ force: true });
  await picture(first, 'ra-request-turned');
  await first.getByRole('button', { name: 'Сохранить отметки' }).click();
  await expect(first.locator('[name=turn][value="90"]'), 'the scan stays turned').toBeChecked();
  await first.locator('[name=turn][value="0"]').check({ force: true });
  await picture(first, 'ra-request-compared');
  await first.getByRole('button', { name: 'Одобрить' }).click();
  await expect(first.getByRole('button', { name: 'Выпустить сертификат' })).toHaveCount(0);
  await picture(first, 'ra-request-approved');

  await signIn(second, server.operator(1));
  await second.goto(first.url());
  await second.getByRole('button', { name: 'Выпустить сертификат' }).click();
  await expect(async () => {
    // With script the page follows the issuing by itself.
    if (!javaScriptEnabled) await second.reload();
    await expect(second.getByRole('heading', { name: 'Сертификат', exact: true })).toBeVisible();
  }).toPass({ timeout: 30_000 });
  await picture(second, 'ra-request-issued');
  await second.goto('/ra/certificates');
  await picture(second, 'ra-certificates');
});

test('the user has the certificate of that key, and others accept it', async ({ visitor, picture, paper }) => {
  const page = await visitor();
  await signIn(page, road.access);
  await picture(page, 'cabinet-issued');
  await page.goto('/cabinet/requests');
  await picture(page, 'cabinet-requests');
  await page.goto('/cabinet/messages');
  await picture(page, 'cabinet-messages');
  await page.goto('/cabinet/sessions');
  await picture(page, 'cabinet-sessions');
  await page.goto('/cabinet/certificates');
  await picture(page, 'cabinet-certificates');
  road.serial = (await page.locator('td a.main').first().textContent()).replace(/\s/g, '');
  await page.locator('td a.main').first().click();
  await picture(page, 'cabinet-certificate');
  const certificate = await fetchBytes(page, { link: page.getByRole('link', { name: 'Скачать сертификат' }) });
  expect(publicKeyOf(certificate)).toEqual(openKeyFile(road.keyFile, KEY_PASSWORD).publicKey);
  expect(openssl(['x509', '-inform', 'DER', '-noout', '-serial'], certificate).toString()).toMatch(new RegExp(road.serial, 'i'));
  road.certificate = certificate;
  paper(await fetchBytes(page, { link: page.getByRole('link', { name: 'Печать бумажной копии' }) }), 'copy');
});

test('the certificate is joined to the key in the browser', async ({ server, visitor, picture }) => {
  const page = await visitor({ javaScriptEnabled: true });
  await signIn(page, road.access);
  await page.goto('/cabinet/requests');
  await page.getByRole('link', { name: 'Установить' }).first().click();
  const [file, password, start] = ['file', 'password', 'start'].map((id) => page.locator(`#install-${id}`));
  await start.click();
  await expect(file).toHaveAttribute('aria-invalid', 'true');
  await picture(page, 'cabinet-install-errors');

  await file.setInputFiles({ name: 'key.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from('не ключ') });
  await password.fill(KEY_PASSWORD);
  await start.click();
  await expect(page.locator('#install-file-error')).toContainText('не файл ключа');
  await file.setInputFiles({ name: 'key.pem', mimeType: 'application/x-pem-file', buffer: road.keyFile });
  await password.fill(`${KEY_PASSWORD}!`);
  await start.click();
  await expect(page.locator('#install-password-error')).toContainText('Пароль не подходит', { timeout: 30_000 });

  await password.fill(KEY_PASSWORD);
  await start.click();
  await expect(page.locator('#install-save')).toBeVisible({ timeout: 60_000 });
  const downloaded = page.waitForEvent('download');
  await page.locator('#install-save').click();
  const joined = readFileSync(await (await downloaded).path());
  await picture(page, 'cabinet-installed');

  const opened = openKeyStore(joined, KEY_PASSWORD);
  const key = openKeyFile(road.keyFile, KEY_PASSWORD);
  expect(opened.number).toEqual(key.number);
  expect(opened.certificates.length).toBe(3);
  expect(opened.certificates).toContainEqual(road.certificate);
  const sent = server.wire.sent();
  expect(leaks(sent, key.number), 'the private key').toEqual([]);
  expect(leaks(sent, Buffer.from(KEY_PASSWORD)), 'its password').toEqual([]);
  expect(leaks(sent, joined.subarray(200, 260)), 'the key store').toEqual([]);
});

test('the operator sends the copies and marks the one that came back', async ({ server, visitor, picture }) => {
  const page = await visitor();
  await signIn(page, server.operator(0));
  await page.goto('/ra/copies');
  await picture(page, 'ra-copies');
  await page.getByRole('button', { name: new RegExp(`^Вручены.*${USER.surname}`) }).first().click();
  await page.getByLabel(`Место хранения: ${USER.surname}`).first().fill('папка 3, лист 12');
  await page.getByRole('button', { name: new RegExp(`^Копия вернулась.*${USER.surname}`) }).first().click();
  await expect(page.locator('main')).toContainText('папка 3, лист 12');
  await picture(page, 'ra-copies-returned');
});

test('anyone finds the certificate in the registry by its exact number', async ({ visitor, picture }) => {
  const page = await visitor();
  await page.goto('/registry');
  await fill(page, { query: road.serial });
  await page.getByRole('button', { name: 'Найти' }).last().click();
  await expect(page.locator('td').first()).toContainText(/[0-9A-F]/i);
  await expect(page.locator('main')).not.toContainText(USER.snils);
  await picture(page, 'registry-found');
  await fill(page, { query: road.serial.slice(0, -1) });
  await page.getByRole('button', { name: 'Найти' }).last().click();
  await expect(page.locator('table')).toHaveCount(0);
  await picture(page, 'registry-nothing');
});

function today() {
  return new Date().toLocaleDateString('ru-RU', { timeZone: 'Europe/Moscow' });
}
