// «Соединить»: the certificate is joined to the key of the user's file, in this page. Neither the file nor its password
// leaves it: the fields have no names, and the form is never sent.

import { complain, isAble, order, passwordBytes } from './field.js';

/** What is being done: its words and the part of the bar already filled. */
const STEPS = {
  4: { says: 'Открываем файл ключа…', filled: 10 },
  5: { says: 'Соединяем ключ с сертификатом и шифруем паролем. Это самый долгий шаг…', filled: 30 },
};
const LARGEST_FILE = 32 * 1024;

const at = (id) => document.getElementById(`install-${id}`);
const [form, file, password] = [at('form'), at('file'), at('password')];

/** Why nothing came out, as the wasm numbers it: the field to mend and what to do. */
const REFUSALS = {
  1: [file, 'Это не файл ключа. Выберите файл .pem, который вы сохранили, когда создавали ключ'],
  2: [password, 'Пароль не подходит к файлу. Наберите пароль, который задали при создании ключа'],
  3: [file, 'Этот файл от другого ключа. Выберите файл, сохранённый при создании этого запроса'],
};

if (!isAble) {
  at('start').disabled = true;
  say('В этом браузере соединить сертификат с ключом нельзя: нет WebAssembly. Откройте страницу в свежей версии Chrome, Firefox или Яндекс Браузера.');
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  install();
});

async function install() {
  complain(file, file.files.length ? '' : 'Выберите файл ключа');
  complain(password, password.value ? '' : 'Введите пароль файла ключа');
  const empty = [file, password].find((field) => field.matches('[aria-invalid=true]'));
  if (empty) return empty.focus();
  if (file.files[0].size > LARGEST_FILE) return refuse(1);

  at('start').disabled = true;
  at('save').hidden = true;
  say('Готовимся…');
  fill(0);
  try {
    const name = new TextEncoder().encode(form.dataset.holder);
    const parts = [new Uint8Array(await file.files[0].arrayBuffer()), await certificates(), name];
    const secret = passwordBytes(password);
    order('install', parts, secret, {
      step: (step) => {
        say(STEPS[step].says);
        fill(STEPS[step].filled);
      },
      done: ([made]) => offer(made),
      refused: refuse,
    });
  } catch {
    refuse();
  }
}

/** The certificate and its chain, one after the other. */
async function certificates() {
  const answers = await Promise.all(form.dataset.certificates.split(' ').map((address) => fetch(address)));
  if (!answers.every((answer) => answer.ok)) throw new Error('the certificates did not come');
  const parts = await Promise.all(answers.map((answer) => answer.blob()));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function offer(made) {
  fill(100);
  password.value = '';
  const save = at('save');
  save.href = URL.createObjectURL(new Blob([made], { type: 'application/x-pkcs12' }));
  save.download = form.dataset.fileName;
  made.fill(0);
  save.hidden = false;
  at('start').disabled = false;
  say('Готово. Сохраните файл и откройте его в программе, которой подписываете.');
  save.focus();
}

function refuse(reason) {
  at('start').disabled = false;
  at('progress').hidden = true;
  const [field, text] = REFUSALS[reason] ?? [];
  if (!field) return say('Соединить сертификат с ключом не удалось. Обновите страницу и повторите; если не получится, откройте её в другом браузере.');
  say('Исправьте отмеченное поле и повторите.');
  complain(field, text);
  field.focus();
}

function say(text) {
  at('status').textContent = text;
}

function fill(part) {
  at('progress').hidden = false;
  at('progress').value = part;
}
