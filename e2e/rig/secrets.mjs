// Looks for a secret in what was sent, in every form it could have taken on the way.

/** All forms in which `bytes` could stand in a text. */
export function forms(bytes) {
  const found = new Map();
  for (const [order, value] of [['', bytes], ['reversed ', Buffer.from(bytes).reverse()]]) {
    found.set(`${order}raw`, value.toString('latin1'));
    found.set(`${order}hex`, value.toString('hex'));
    found.set(`${order}HEX`, value.toString('hex').toUpperCase());
    found.set(`${order}spaced hex`, value.toString('hex').replace(/..(?=.)/g, '$& '));
    found.set(`${order}coloned HEX`, value.toString('hex').toUpperCase().replace(/..(?=.)/g, '$&:'));
    found.set(`${order}decimal`, BigInt(`0x${value.toString('hex')}`).toString());
    found.set(`${order}list of numbers`, [...value].join(','));
    // Inside a longer base64 text the same bytes look three ways; the first and last signs depend on the neighbours.
    for (const before of [0, 1, 2]) {
      const text = Buffer.concat([Buffer.alloc(before), value]).toString('base64').replace(/=+$/, '');
      const inner = text.slice(before === 0 ? 0 : before + 1, -1);
      found.set(`${order}base64 at ${before}`, inner);
      found.set(`${order}base64url at ${before}`, inner.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  return found;
}

/** Names of the forms of `bytes` that stand in `sent` (latin-1), written plainly or percent-encoded. */
export function leaks(sent, bytes) {
  const decoded = sent.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  // PEM and MIME break base64 into lines.
  const joined = decoded.replace(/\r?\n|\\r|\\n/g, '');
  const views = [sent, decoded, joined];
  return [...forms(bytes)].filter(([, form]) => views.some((view) => view.includes(form))).map(([name]) => name);
}
