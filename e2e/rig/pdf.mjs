// Printed forms: their words and their looks.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** The text of a PDF in reading order. */
export function words(pdf) {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
}

/** Saves each page as a picture. */
export function draw(pdf, folder, name) {
  mkdirSync(folder, { recursive: true });
  execFileSync('pdftoppm', ['-png', '-r', '80', '-', `${folder}/${name}`], { input: pdf });
}
