// Whole signatures of our WebAssembly per second of processor time: the peer of the native ones in `rates`.
// node wasm.mjs FILE SECONDS; prints one number.
import { readFileSync } from "node:fs";

const [file, seconds] = process.argv.slice(2);
const page = { random() {}, about_to() {} };
const { instance } = await WebAssembly.instantiate(readFileSync(file), { page });

const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const rate = (span) => {
  const start = processorTime();
  let done = 0;
  let spent = 0;
  while (spent < span) {
    instance.exports.sign(256);
    done += 256;
    spent = processorTime() - start;
  }
  return done / spent;
};

rate(Number(seconds)); // the optimising compiler comes in
console.log(rate(Number(seconds)).toFixed(1));
