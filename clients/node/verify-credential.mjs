#!/usr/bin/env node
// zkml-verify-credential FILE: FILE is JSON, {"presentation": …, "policy": …} or an array of them. Prints a verdict for each, one a line.
// Ends with 0 when all are accepted, 1 when one is refused, 2 for bad usage.
import { readFile } from 'node:fs/promises';
import { verifyCredential } from './src/index.mjs';

if (process.argv.length !== 3) {
  console.error('usage: zkml-verify-credential FILE');
  process.exit(2);
}
const content = JSON.parse(await readFile(process.argv[2], 'utf8'));
let accepted = true;
for (const { presentation, policy } of Array.isArray(content) ? content : [content]) {
  const verdict = await verifyCredential(presentation, policy);
  accepted &&= verdict.accepted;
  console.log(JSON.stringify(verdict));
}
process.exitCode = accepted ? 0 : 1;
