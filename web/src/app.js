// Small comforts over pages that work without any script.

// An error summary takes the focus, so that a screen reader reads it first.
document.querySelector('.uc-errors')?.focus();

// A form is sent once: the second press of a button waits for the first answer.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-busy', 'true');
  // The answer opens elsewhere: this page shows what it changed as soon as the person is back.
  if (form.target === '_blank') addEventListener('focus', () => location.reload(), { once: true });
});
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
});

// Menus close on Escape and on a press elsewhere.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = document.querySelector('.uc-menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('.uc-menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Ctrl K finds the search box of the workplace.
document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
  const search = document.getElementById('search');
  if (!search) return;
  event.preventDefault();
  search.focus();
});

// Copies what stands in the named element.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.replace(/\s+/g, ' ').trim());
  const said = document.getElementById('said');
  if (said) said.textContent = 'Скопировано';
});

// Watches a step that takes more than a second; the page is read again when it is over.
const watched = document.querySelector('[data-watch]');
if (watched) {
  const stage = watched.dataset.stage;
  const ask = async () => {
    const answer = await fetch(watched.dataset.watch, { headers: { accept: 'text/plain' } }).catch(() => null);
    if (answer?.ok && (await answer.text()).trim() !== stage) location.reload();
    else setTimeout(ask, 1500);
  };
  setTimeout(ask, 800);
}
