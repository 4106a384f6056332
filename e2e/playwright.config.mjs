import { defineConfig } from '@playwright/test';

const browser = {
  launchOptions: {
    executablePath: '/usr/bin/chromium',
    // Chromium's own errands (updates, sync) would look like the pages' requests to strangers.
    args: ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'],
    chromiumSandbox: process.getuid() !== 0,
  },
  locale: 'ru-RU',
  timezoneId: 'Europe/Moscow',
  contextOptions: { reducedMotion: 'reduce' },
  actionTimeout: 15_000,
};

/** The same roads on a desk and on a phone; every picture is taken in both themes. */
export default defineConfig({
  timeout: 240_000,
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  outputDir: 'pictures/failures',
  use: browser,
  projects: [
    { name: 'rig', testMatch: 'rig/*.spec.mjs' },
    { name: 'wide', testMatch: '*.spec.mjs', testIgnore: 'rig/**', use: { viewport: { width: 1440, height: 900 } } },
    { name: 'narrow', testMatch: '*.spec.mjs', testIgnore: 'rig/**', use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
  ],
});
