import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { issue, policy } from './issuer.mjs';

const COMMAND = fileURLToPath(new URL('../verify-credential.mjs', import.meta.url));

test('the exit code tells accepted, refused, and nothing to verify apart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zkml '));
  const file = join(folder, 'file.json');
  const good = { presentation: await issue({}), policy: await policy() };
  const bad = { ...good, presentation: 5 };
  try {
    for (const [content, exit, lines] of [[good, 0, 1], [[good, bad], 1, 2], [[], 2, 0], [null, 2, 0], [{}, 2, 0], [[good, null], 2, 0]]) {
      await writeFile(file, JSON.stringify(content));
      const run = spawnSync(process.execPath, [COMMAND, file], { encoding: 'utf8' });
      assert.deepEqual([run.status, run.stdout.split('\n').length - 1, run.stderr.split('\n').length - 1], [exit, lines, exit === 2 ? 1 : 0]);
    }
    await writeFile(file, 'no JSON');
    for (const parameters of [[], [file], [folder], [join(folder, 'missing')]]) {
      const run = spawnSync(process.execPath, [COMMAND, ...parameters], { encoding: 'utf8' });
      assert.deepEqual([run.status, run.stdout], [2, '']);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
