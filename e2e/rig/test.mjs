// The test of Playwright with a server, people at their own browsers, and pictures.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import { draw } from './pdf.mjs';
import { Server } from './server.mjs';
import { watch } from './watch.mjs';

export { expect };

/** No browser draws a higher picture at once, in pixels. */
const TALLEST = 8000;

/** Pictures are numbered along the road. */
let number = 0;

export const test = base.extend({
  /** One server for all tests of a project: they follow each other. */
  server: [async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  }, { scope: 'worker' }],

  /** `await visitor()` is a page in a browser of its own; whatever any of them does wrong fails the test. */
  visitor: async ({ browser, server, viewport, hasTouch, javaScriptEnabled, locale, timezoneId }, use) => {
    const wrongs = [];
    const contexts = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        baseURL: server.origin, viewport, hasTouch, javaScriptEnabled, locale, timezoneId, reducedMotion: 'reduce', ...options,
      });
      contexts.push(context);
      wrongs.push(await watch(context, server.origin));
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(wrongs.flat()).toEqual([]);
  },

  /** `await picture(page, 'name')` saves the page in both themes, with axe and the width of the page looked at. */
  picture: async ({ javaScriptEnabled }, use, { project }) => {
    await use(async (page, name) => {
      number += 1;
      const file = `pictures/${project.name}/${String(number).padStart(2, '0')}-${name}`;
      // Without script nothing follows the system's colours, and axe does not run.
      if (!javaScriptEnabled) return shoot(page, `${file}.png`);
      const before = await page.evaluate(() => document.documentElement.dataset.bsTheme);
      for (const theme of ['light', 'dark']) {
        await wear(page, theme);
        await shoot(page, `${file}-${theme}.png`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`);
        expect.soft(told, `axe, ${name}, ${theme}`).toEqual([]);
      }
      await wear(page, before);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
    });
  },

  /** `paper(bytes, 'name')` saves a printed form. */
  paper: async ({}, use, { project }) => {
    await use((pdf, name) => draw(pdf, `pictures/${project.name}/paper`, name));
  },
});

/** The whole page, on a screen as high as the page: bars that stick to the screen's edge stand where the page ends. */
async function shoot(page, path) {
  const screen = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...screen, height: Math.min(Math.max(screen.height, height), TALLEST) });
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  await page.setViewportSize(screen);
}

function wear(page, theme) {
  return page.evaluate((theme) => {
    if (theme) document.documentElement.dataset.bsTheme = theme;
    else delete document.documentElement.dataset.bsTheme;
  }, theme);
}

/** Signs in and returns to where the portal leads. */
export async function signIn(page, { login, password }) {
  await page.goto('/login');
  await fill(page, { login, password });
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page).not.toHaveURL(/\/login/);
}

/** The form came back with errors; where scripts run, their summary has the focus. */
export async function expectErrors(page, { javaScriptEnabled }) {
  const summary = page.locator('.uc-errors');
  await expect(summary).toBeVisible();
  if (javaScriptEnabled) await expect(summary).toBeFocused();
}

/** Fills fields by their names; a list of choices takes the text of its option. */
export async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[name="${name}"]`).last();
    if (value === true) await field.check();
    else if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption({ label: value });
    else await field.fill(value);
  }
}

/** Sends a form or follows a link as the browser would and returns the bytes that come: for what opens in a viewer. */
export async function fetchBytes(page, { link, form }) {
  let answer;
  if (link) {
    answer = await page.request.get(await link.getAttribute('href'));
  } else {
    const fields = await form.evaluate((element) => Object.fromEntries(new FormData(element)));
    answer = await page.request.post(await form.getAttribute('action'), { form: fields, headers: { origin: new URL(page.url()).origin } });
  }
  expect(answer.status(), answer.url()).toBe(200);
  return answer.body();
}
