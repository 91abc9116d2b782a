#!/usr/bin/env node
// zkml-verify-credential FILE: FILE is JSON, {"presentation": …, "policy": …} or an array of them. Prints a verdict for each, one a line.
// Ends with 0 when all are accepted, 1 when one is refused, 2 for bad usage.
import { readFile } from 'node:fs/promises';
import { verifyCredential } from './src/index.mjs';

const misused = (sentence) => {
  console.error(sentence);
  process.exit(2);
};

/** Nothing to verify is bad usage: no verdict must not look like a good one. */
const read = async (path) => {
  const content = JSON.parse(await readFile(path, 'utf8'));
  const items = Array.isArray(content) ? content : [content];
  const complete = items.length > 0 && items.every((item) => item?.policy && typeof item.policy === 'object' && 'presentation' in item);
  return complete ? items : misused(`${path} has no {"presentation": …, "policy": …}, or one that is not complete.`);
};

if (process.argv.length !== 3) {
  misused('usage: zkml-verify-credential FILE');
}
const items = await read(process.argv[2]).catch((fault) => misused(`Cannot read ${process.argv[2]}: ${fault.message}`));
let accepted = true;
for (const { presentation, policy } of items) {
  const verdict = await verifyCredential(presentation, policy);
  accepted &&= verdict.accepted;
  console.log(JSON.stringify(verdict));
}
process.exitCode = accepted ? 0 : 1;
