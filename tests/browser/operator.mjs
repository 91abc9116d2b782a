// node operator.mjs CHROMIUM URL: an operator's key comes on standard input; a wrong one first, then the right one.
import { text } from 'node:stream/consumers';
import { look, tabStops, visitAll } from './browser.mjs';

const [program, url] = process.argv.slice(2);
const key = await text(process.stdin);

await visitAll(program, async page => {
  await page.goto(url);
  const first = await look(page), stops = await tabStops(page, 2);
  await enter(page, 'not a key');
  const refused = await look(page);
  await enter(page, key);
  const shown = await look(page);
  const kept = await page.evaluate(key => document.documentElement.outerHTML.includes(key), key);
  return { first, stops, refused, shown, kept };
});

async function enter(page, value) {
  await page.fill('#key', value);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
