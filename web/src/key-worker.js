// Works with the key away from the page's own thread. The only way in is one message, the only way out another.

/** What can be done, and the function of the wasm that does it. */
const WORK = { make: 'make_key', install: 'install_certificate' };

self.onmessage = async ({ data: { work, parts, secret } }) => {
  try {
    const answer = run(await load(), WORK[work], [...parts, secret]);
    self.postMessage(answer, (answer.done ?? []).map((part) => part.buffer));
  } catch {
    self.postMessage({ failed: true });
  } finally {
    parts.forEach((part) => part.fill(0));
    secret.fill(0);
  }
};

async function load() {
  const answer = await fetch(new URL('browser.wasm', self.location));
  if (!answer.ok) throw new Error(`browser.wasm: ${answer.status}`);
  const bytes = (address, length) => new Uint8Array(maker.memory.buffer, address, length);
  const page = {
    random: (address, length) => crypto.getRandomValues(bytes(address, length)),
    about_to: (step) => self.postMessage({ step }),
  };
  const { instance } = await WebAssembly.instantiate(await answer.arrayBuffer(), { page });
  const maker = instance.exports;
  return maker;
}

/**
 * Arguments go into the memory of the wasm, answers are copied out of it, then all of it is overwritten.
 * An answer is a refusal (0: none), then address and length of two parts.
 */
function run({ memory, allocate, ...functions }, name, parts) {
  const bytes = (address, length) => new Uint8Array(memory.buffer, address, length);
  try {
    const places = parts.flatMap((part) => {
      const address = allocate(part.length);
      bytes(address, part.length).set(part);
      return [address, part.length];
    });
    const answer = functions[name](...places);
    const [refused, ...found] = new Uint32Array(memory.buffer, answer, 5);
    if (refused) return { refused };
    return { done: [bytes(found[0], found[1]).slice(), bytes(found[2], found[3]).slice()] };
  } finally {
    new Uint8Array(memory.buffer).fill(0);
  }
}
