// A loopback relay in front of the server that keeps every byte a browser sends: what it did not see did not leave.

import { once } from 'node:events';
import net from 'node:net';

export class Wire {
  #relay;
  #sent = [];

  static async infront(port) {
    const wire = new Wire();
    wire.#relay = net.createServer((browser) => {
      const server = net.connect(port, '127.0.0.1');
      browser.on('data', (bytes) => wire.#sent.push(bytes));
      browser.pipe(server).pipe(browser);
      browser.on('error', () => server.destroy());
      server.on('error', () => browser.destroy());
    });
    wire.#relay.listen(0, '127.0.0.1');
    await once(wire.#relay, 'listening');
    return wire;
  }

  get origin() {
    return `http://127.0.0.1:${this.#relay.address().port}`;
  }

  /** Everything sent so far, bytes as latin-1 characters. */
  sent() {
    return Buffer.concat(this.#sent).toString('latin1');
  }

  close() {
    this.#relay.close();
  }
}
