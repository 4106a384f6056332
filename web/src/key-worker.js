// Makes the key away from the page's own thread. The only way in is one message, the only way out another.

self.onmessage = async ({ data: { subject, extensions, password } }) => {
  try {
    const maker = await load();
    const made = make(maker, subject, extensions, password);
    self.postMessage({ made }, [made.request.buffer, made.keyFile.buffer]);
  } catch {
    self.postMessage({ failed: true });
  } finally {
    password.fill(0);
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

/** Arguments go into the memory of the maker, answers are copied out of it, then all of it is overwritten. */
function make({ memory, allocate, make_key }, ...parts) {
  const bytes = (address, length) => new Uint8Array(memory.buffer, address, length);
  try {
    const places = parts.flatMap((part) => {
      const address = allocate(part.length);
      bytes(address, part.length).set(part);
      return [address, part.length];
    });
    const answer = make_key(...places);
    if (answer === 0) throw new Error('the key was not made');
    const [request, requestLength, keyFile, keyFileLength] = new Uint32Array(memory.buffer, answer, 4);
    return { request: bytes(request, requestLength).slice(), keyFile: bytes(keyFile, keyFileLength).slice() };
  } finally {
    new Uint8Array(memory.buffer).fill(0);
  }
}
