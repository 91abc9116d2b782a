// node verifier.mjs CHROMIUM URL BUNDLE CREDENTIAL TAMPERED: a person checks a bundle that they drop, a credential that they paste, and a bundle that was changed.
import { readFileSync } from 'node:fs';
import { look, tabStops, visitAll } from './browser.mjs';

const [program, url, bundle, credential, tampered] = process.argv.slice(2);

await visitAll(program, async page => {
  await page.goto(url);
  const first = await look(page), stops = await tabStops(page, 3);

  await drop(page, bundle);
  await send(page);
  const dropped = await look(page);

  await page.fill('#text', readFileSync(credential, 'utf8'));
  await page.focus('button');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  const pasted = await look(page);

  await page.setInputFiles('#file', tampered);
  await send(page);
  const refused = await look(page);

  await page.fill('#text', '<img src=x onerror=document.title=1>');
  await send(page);
  const hostile = await look(page);
  return { first, stops, dropped, pasted, refused, hostile };
});

/** A file from outside the browser, let go over the field. */
async function drop(page, file) {
  const box = await page.locator('#file').boundingBox();
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: [file], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, ...at });
  }
}

async function send(page) {
  await Promise.all([page.waitForNavigation(), page.click('button')]);
}
