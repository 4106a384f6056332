// What pages with a key share: messages at fields, and the worker.

/** Shows what is wrong next to a field, or takes the message away. */
export function complain(field, text) {
  const errorId = `${field.id}-error`;
  document.getElementById(errorId)?.remove();
  const place = field.closest('.uc-field, .uc-check') ?? field;
  place.classList.toggle('err', text !== '');
  const described = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== errorId);
  field.setAttribute('aria-invalid', text !== '');
  if (text) {
    described.push(errorId);
    const error = Object.assign(document.createElement('span'), { id: errorId, className: 'uc-err', textContent: text });
    error.prepend(mark());
    if (place.matches('.uc-field')) (field.closest('.uc-pick') ?? field).before(error);
    else place.after(error);
  }
  if (described.length) field.setAttribute('aria-describedby', described.join(' '));
  else field.removeAttribute('aria-describedby');
}

/** The drawing that stands before every message; the sprite is the one the page uses already. */
function mark() {
  const [sprite] = document.querySelector('use').getAttribute('href').split('#');
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  drawing.setAttribute('class', 'uc-icon');
  drawing.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `${sprite}#alert-circle`);
  drawing.append(use);
  return drawing;
}

/** A password as bytes: the same ones on every keyboard. */
export function passwordBytes(field) {
  return new TextEncoder().encode(field.value.normalize('NFC'));
}

/** Whether this browser can work with keys at all. */
export const isAble = typeof Worker === 'function' && typeof WebAssembly === 'object';

/** Gives the worker its order; `follow` hears of each step, and at the end of what came out. */
export function order(work, parts, secret, { step, done, refused }) {
  const worker = new Worker(new URL('key-worker.js', import.meta.url));
  const end = (follow) => {
    worker.terminate();
    follow();
  };
  worker.onmessage = ({ data }) => {
    if (data.step) step(data.step);
    else if (data.done) end(() => done(data.done));
    else end(() => refused(data.refused));
  };
  worker.onerror = () => end(() => refused());
  worker.postMessage({ work, parts, secret }, [...parts, secret].map((part) => part.buffer));
}
