// A server of one's own: the built binary on a fresh data folder.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Wire } from './wire.mjs';

const BINARY = process.env.ZAVER_BINARY;
const PATIENCE = 60_000;

export class Server {
  #process;
  #folder;
  wire;
  /** Whoever can sign in, in the order they were printed: `{ role, login, password }`. */
  people;

  static async start() {
    if (!BINARY) throw new Error('ZAVER_BINARY names no server: run `cargo xtask test --only road`');
    const server = new Server();
    server.#folder = mkdtempSync(join(tmpdir(), 'zaver-e2e-'));
    server.people = signInData(server.run('init', '--yes', '--demo'));
    const port = await freePort();
    server.#process = spawn(BINARY, ['--data', server.#folder, 'serve', '--listen', `127.0.0.1:${port}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, RUST_LOG: 'warn' },
    });
    await server.#answers(port);
    server.wire = await Wire.infront(port);
    return server;
  }

  get origin() {
    return this.wire.origin;
  }

  /** Runs a command of the binary on the same data folder and returns what it printed. */
  run(...command) {
    return execFileSync(BINARY, ['--data', this.#folder, ...command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Sign-in data of the first or the second operator: `{ login, password }`. */
  operator(at) {
    return this.people.filter(({ role }) => role === 'Оператор УЦ')[at];
  }

  /** Sign-in data of a user who has set an own password. */
  user() {
    return this.people.find(({ role }) => role === 'Пользователь УЦ');
  }

  async stop() {
    this.wire.close();
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGTERM');
      await once(this.#process, 'exit');
    }
    rmSync(this.#folder, { recursive: true });
  }

  /** The server has no other way to say that it is ready than to answer. */
  async #answers(port) {
    for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await pause(50)) {
      if (this.#process.exitCode !== null) throw new Error(`the server ended with ${this.#process.exitCode}`);
      if (await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.ok, () => false)) return;
    }
    throw new Error('the server does not answer');
  }
}

/** Lines `role<TAB>login<TAB>password`. */
function signInData(printed) {
  const rows = printed.split('\n').map((line) => line.split('\t')).filter((row) => row.length === 3);
  return rows.map(([role, login, password]) => ({ role, login, password }));
}

async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}
