// Pictures of the last run would look like pictures of this one.

import { rmSync } from 'node:fs';

export default function clean() {
  rmSync('pictures', { recursive: true, force: true });
}
