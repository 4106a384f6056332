// The page where the user makes the key. The private key leaves a worker as an encrypted file, and this page only as a
// download: the form carries the request, and the password fields have no names.

import { complain, isAble, order, passwordBytes } from './field.js';

const SHORTEST_PASSWORD = 12;
const FEWEST_SIGNS = 6;

/** What the worker is about to do: its words and the part of the bar already filled. */
const STEPS = {
  1: { says: 'Создаём ключ…', filled: 10 },
  2: { says: 'Шифруем файл ключа паролем. Это самый долгий шаг…', filled: 25 },
  3: { says: 'Подписываем запрос…', filled: 90 },
};

const at = (id) => document.getElementById(`key-${id}`);
const [form, password, again, saved] = [at('form'), at('password'), at('password-again'), at('saved')];

/** `idle` → `making` → `made` → `sent`; back to `idle` when the key could not be made. */
let state = 'idle';

if (!isAble) {
  at('make').disabled = true;
  say('В этом браузере ключ создать нельзя: нет WebAssembly. Откройте страницу в свежей версии Chrome, Firefox или Яндекс Браузера.');
}

form.addEventListener('submit', (event) => {
  if (state === 'sent') return;
  event.preventDefault();
  if (state === 'idle' && passwordsFit()) makeKey();
  if (state === 'made' && isSaved()) send();
});

/** The key is worth more than a lost session: the form leaves only when the portal still knows who sends it. */
async function send() {
  const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
  if (!answer?.ok) return say('Портал не отвечает. Ключ и запрос остаются на этой странице: проверьте связь и нажмите «Отправить запрос» ещё раз.');
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('#key-form [name=csrf]');
  if (!fresh) return say('Сеанс закончился. Войдите на портал в соседней вкладке, вернитесь сюда и нажмите «Отправить запрос» ещё раз: ключ и запрос остаются на этой странице.');
  form.elements.csrf.value = fresh.value;
  state = 'sent';
  form.requestSubmit(at('send'));
}

at('save').addEventListener('click', () => {
  saved.disabled = false;
  say('Проверьте, что файл сохранён, отметьте это и отправьте запрос.');
});
saved.addEventListener('change', () => complain(saved, ''));

// The key exists only on this page until the request is sent.
addEventListener('beforeunload', (event) => {
  if (state === 'making' || state === 'made') event.preventDefault();
});

// «Назад» brings back a page whose key is spent.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

function makeKey() {
  state = 'making';
  at('make').disabled = true;
  const secret = passwordBytes(password);
  for (const field of [password, again]) {
    field.value = '';
    field.disabled = true;
  }
  say('Готовимся…');
  fill(0);

  order('make', [fromBase64(form.dataset.subject), fromBase64(form.dataset.extensions)], secret, {
    step: (step) => {
      say(STEPS[step].says);
      fill(STEPS[step].filled);
    },
    done: offer,
    refused: giveUp,
  });
}

/** The file waits under a local address; the request waits for the user's word that the file is saved. */
function offer([request, keyFile]) {
  state = 'made';
  fill(100);
  at('request').value = toBase64(request);
  const save = at('save');
  save.href = URL.createObjectURL(new Blob([keyFile], { type: 'application/x-pem-file' }));
  // Keys of two tries are two files: the time tells them apart.
  const time = new Date().toLocaleString('sv').replace(/\D/g, '').slice(0, 14);
  save.download = form.dataset.fileName.replace('.key.pem', `-${time}.key.pem`);
  at('file').textContent = ` ${save.download}`;
  at('title').textContent = 'Сохраните файл ключа и отправьте запрос';
  keyFile.fill(0);
  at('make').hidden = true;
  save.hidden = false;
  at('send').hidden = false;
  say('Ключ создан. Сохраните файл ключа.');
  save.focus();
}

function giveUp() {
  state = 'idle';
  at('make').disabled = false;
  at('progress').hidden = true;
  for (const field of [password, again]) field.disabled = false;
  say('Создать ключ не удалось. Введите пароль ещё раз и повторите; если не получится, обновите страницу или откройте её в другом браузере.');
  password.focus();
}

function passwordsFit() {
  const word = password.value.normalize('NFC');
  const weak = weakness([...word]);
  complain(password, weak);
  complain(again, weak || word === again.value.normalize('NFC') ? '' : 'Пароли различаются. Наберите пароль второй раз так же');
  const wrong = [password, again].find((field) => field.matches('[aria-invalid=true]'));
  wrong?.focus();
  return !wrong;
}

function weakness(signs) {
  if (!signs.length) return `Придумайте пароль: не меньше ${SHORTEST_PASSWORD} знаков`;
  if (signs.length < SHORTEST_PASSWORD) return `Добавьте знаков: нужно не меньше ${SHORTEST_PASSWORD}, сейчас ${signs.length}. Подойдёт фраза из нескольких слов`;
  if (new Set(signs).size < FEWEST_SIGNS) return 'Возьмите больше разных знаков: в пароле их меньше шести';
  return '';
}

function isSaved() {
  complain(saved, saved.checked ? '' : 'Сохраните файл ключа и отметьте это: без него сертификат не понадобится');
  if (!saved.checked) (saved.disabled ? at('save') : saved).focus();
  return saved.checked;
}

function say(text) {
  at('status').textContent = text;
}

function fill(part) {
  at('progress').hidden = false;
  at('progress').value = part;
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

function toBase64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}
