// Chromium without its background traffic, and what every page of ours must hold.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Opens a browser, gives a new page for each look (a colour scheme and a width) to `visit`, prints what it returns as one JSON document. */
export async function visitAll(program, visit) {
  const browser = await chromium.launch({ executablePath: program, args: quiet });
  try {
    const looks = [];
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [1280, 360]) {
        looks.push({ colorScheme, width, ...(await visitOnce(browser, colorScheme, width, visit)) });
      }
    }
    process.stdout.write(JSON.stringify(looks));
  } finally {
    await browser.close();
  }
}

async function visitOnce(browser, colorScheme, width, visit) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, javaScriptEnabled: true });
  const page = await context.newPage();
  const complaints = [], elsewhere = [];
  // A refusal's status is no fault of the page.
  page.on('console', message => message.text().startsWith('Failed to load resource: the server responded with a status of 403') || complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(error.message));
  page.on('request', request => elsewhere.push(new URL(request.url()).origin));
  try {
    const seen = await visit(page);
    return { ...seen, complaints, origins: [...new Set(elsewhere)], cookies: (await context.cookies()).length };
  } finally {
    await context.close();
  }
}

/** What a person meets on the page as it stands: faults of accessibility (WCAG 2.2, level AA, by axe-core), its paper's colour, whether it runs out of its width. */
export async function look(page) {
  await page.evaluate(axe);
  const faults = await page.evaluate(async () => {
    const report = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return report.violations.map(fault => `${fault.id}: ${fault.nodes.map(node => node.target.join(' ')).join(', ')}`);
  });
  const { paper, wide } = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  }));
  return { title: await page.title(), text: await page.innerText('main'), faults, paper, wide };
}

/** The accessible names of what the keyboard's Tab reaches, in order. */
export async function tabStops(page, count) {
  const stops = [];
  await page.evaluate(() => document.activeElement?.blur());
  for (let stop = 0; stop < count; stop++) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText));
  }
  return stops;
}
