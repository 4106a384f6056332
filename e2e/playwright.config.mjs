import { defineConfig } from '@playwright/test';

const browser = {
  launchOptions: {
    executablePath: '/usr/bin/chromium',
    // Chromium's own errands (updates, sync) would look like the pages' requests to strangers.
    args: ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'],
  },
  locale: 'ru-RU',
  timezoneId: 'Europe/Moscow',
  contextOptions: { reducedMotion: 'reduce' },
  actionTimeout: 15_000,
};

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** The same roads on a desk, on a phone, and at a desk without script (but for the making of the key). */
export default defineConfig({
  timeout: 240_000,
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  outputDir: 'pictures/failures',
  globalSetup: './rig/clean.mjs',
  use: browser,
  projects: [
    { name: 'rig', testMatch: 'rig/*.spec.mjs' },
    { name: 'wide', testIgnore: 'rig/**', use: { viewport: desk } },
    { name: 'narrow', testIgnore: 'rig/**', use: { viewport: phone, hasTouch: true } },
    { name: 'plain', testMatch: /(road|verify)\.spec\.mjs/, use: { viewport: desk, javaScriptEnabled: false } },
  ],
});
