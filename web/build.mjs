// Writes dist/: one style sheet, fonts, one icon sprite, our own scripts. Nothing of it is committed.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PurgeCSS } from 'purgecss';

const web = dirname(fileURLToPath(import.meta.url));
const portal = join(web, '..', 'crates', 'portal');
const dist = join(web, 'dist');
const modules = join(web, 'node_modules');
const src = (...parts) => join(web, 'src', ...parts);

// The order is the cascade: tokens, ground, parts, then what narrows and prints.
const SHEETS = ['tokens', 'base', 'controls', 'parts', 'tables', 'frame', 'office', 'narrow', 'print'];
const FONTS = {
  'golos-text-cyrillic': 'golos-text/files/golos-text-cyrillic-wght-normal',
  'golos-text-latin': 'golos-text/files/golos-text-latin-wght-normal',
  'jetbrains-mono-latin': 'jetbrains-mono/files/jetbrains-mono-latin-wght-normal',
};

const read = (path) => readFileSync(path, 'utf8');
const write = (name, text) => writeFileSync(join(dist, name), text);
// The same shortening as assets.rs: the address of a file changes with its content.
const version = (path) => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);

/** Every file below `folder` whose name ends with one of `endings`. */
function files(folder, ...endings) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => endings.some((ending) => path.endsWith(ending)));
}

function fonts() {
  for (const [name, source] of Object.entries(FONTS)) {
    copyFileSync(join(modules, '@fontsource-variable', `${source}.woff2`), join(dist, `${name}.woff2`));
  }
}

/** Tabler, less every rule no template can use; then our own sheets. */
async function styles(pages) {
  const tabler = read(join(modules, '@tabler/core/dist/css/tabler.min.css')).replace(/^@charset[^;]*;/, '');
  const [{ css }] = await new PurgeCSS().purge({
    content: pages.map((raw) => ({ raw, extension: 'html' })),
    css: [{ raw: tabler }],
    safelist: { standard: ['body', 'html'], greedy: [/data-bs-theme/] },
    variables: true,
    keyframes: true,
    fontFace: true,
  });
  const ours = SHEETS.map((name) => read(src('css', `${name}.css`))).join('\n')
    .replace(/url\(([\w-]+\.woff2)\)/g, (_, name) => `url(${name}?v=${version(join(dist, name))})`)
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\n\s*/g, '\n');
  write('app.css', `${css}\n${ours}`);
}

/** One sprite with the icons that templates or code name as `"…"|icon` or `icon("…")`. */
function icons(pages) {
  const named = /"([a-z0-9-]+)"\s*\|\s*icon|\bicon\(\s*"([a-z0-9-]+)"/g;
  const names = new Set(pages.flatMap((text) => [...text.matchAll(named)].map((hit) => hit[1] ?? hit[2])));
  const symbols = [...names].sort().map((name) => {
    const path = join(modules, '@tabler/icons/icons/outline', `${name}.svg`);
    if (!existsSync(path)) throw new Error(`no such icon in @tabler/icons: ${name}`);
    const body = read(path).replace(/<!--[^]*?-->/g, '').match(/<svg[^>]*>([^]*)<\/svg>/)[1];
    const shapes = body.replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, '').replace(/\s+/g, ' ').replace(/> </g, '><').trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  });
  write('icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`);
  return names.size;
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const pages = [...files(join(portal, 'templates'), '.html'), ...files(join(portal, 'src'), '.rs')].map(read);
const scripts = readdirSync(src()).filter((name) => name.endsWith('.js'));
fonts();
await styles([...pages, ...scripts.map((name) => read(src(name)))]);
const count = icons(pages);
for (const name of scripts) copyFileSync(src(name), join(dist, name));
for (const name of readdirSync(src('img'))) copyFileSync(src('img', name), join(dist, name));
const sent = readdirSync(dist);
for (const name of sent.filter((name) => !name.endsWith('.woff2'))) {
  writeFileSync(join(dist, `${name}.gz`), gzipSync(readFileSync(join(dist, name)), { level: 9 }));
}
console.log(`web/dist: ${sent.length} files, ${count} icons`);
