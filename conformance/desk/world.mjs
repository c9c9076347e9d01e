// What is looked up: the treaty's status on a day, who is bound towards whom, and whether the node has a backup.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { browsing, check, ofNode, same, signIn, text } from './desk.mjs';

/** What outlines and areas need towards what is around them (WCAG 2.2, 1.4.11). */
const CONTRAST_MIN = 3;

const rows = (page) => page.locator('#table ~ .wide tbody tr').count();

/** For each step: the legend's number is the table's, and the map's but for the Union, which is on no map. */
async function legend(page) {
  const steps = await page.locator('.legend li').count();
  check(steps >= 4, 'the legend tells apart who did nothing, signed, consented and is bound', steps);
  let notDrawn = 0;
  for (let at = 0; at < steps; at += 1) {
    const step = page.locator('.legend li').nth(at), words = await step.locator('a').innerText();
    const number = Number(await step.locator('b').innerText()), fill = await step.locator('rect').getAttribute('fill');
    // What the link asks for is what the item is drawn with: `url(#on-KEY)`.
    const key = new URL(await step.locator('a').getAttribute('href'), page.url()).searchParams.get('stage');
    same(fill, `url(#on-${key})`, `${words}: the legend is drawn as what it leads to`);
    const aside = number - await page.locator(`.map g[fill="${fill}"] title`).count();
    check(aside === 0 || aside === 1, `${words}: the map shows the legend's number, the Union aside`, `${number}, and ${aside} not drawn`);
    notDrawn += aside;
    await step.locator('a').click();
    await page.waitForURL((url) => url.searchParams.get('stage') === key);
    same(await rows(page), number, `${words}: the table shows the legend's number`);
  }
  same(notDrawn, 1, 'one of all is on no map');
}

/** The luminance of a colour as the browser tells it. */
function luminance(colour) {
  const parts = colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
  const [red, green, blue] = parts.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

async function colours(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  const { paper, outline, nothing, bound } = await page.evaluate(() => {
    const of = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
    return {
      paper: of('.card:has(.map)', 'backgroundColor'), outline: of('.map > svg g', 'stroke'),
      nothing: of('#on-none rect', 'fill'), bound: of('#on-party rect', 'fill'),
    };
  });
  const pairs = { 'land and sea': [outline, paper], 'who is bound and the sea': [bound, paper], 'who is bound and who did nothing': [bound, nothing] };
  for (const [what, [one, other]] of Object.entries(pairs)) {
    const is = contrast(one, other);
    check(is >= CONTRAST_MIN, `${colorScheme}: ${what} are told apart`, `${is.toFixed(2)}: ${one} ${other}`);
  }
}

async function status(page, base) {
  await page.goto(`${base}/status?on=2026-11-28&stage=everyone`);
  check((await text(page)).includes('not in force on this day'), 'before forty deposits the Convention is not in force');
  for (const colorScheme of ['dark', 'light']) await colours(page, colorScheme);
  await legend(page);
  await page.fill('#find', 'cote');
  await page.selectOption('#stage', 'everyone');
  await page.click('form.filters button');
  await page.waitForURL(/find=cote/);
  same(await rows(page), 1, 'a State is found by its name, typed without its accents');
  await page.goto(`${base}/status`);
  await page.selectOption('#state', 'FRA');
  await page.fill('#day', '2026-12-01');
  await page.click('form[action="/status#suppose"] button');
  const supposed = await text(page, '.why');
  check(/France: ratification/.test(supposed) && supposed.includes('nobody has deposited'), 'what one more deposit would change is told, as what nobody did', supposed);
  await page.goto(`${base}/status?on=2027-06-01`);
  check((await text(page)).includes('Signature ended on'), 'on a later day nobody can sign any more');
}

async function bound(page, base) {
  const asked = async (one, other) => {
    await page.goto(`${base}/directory/between`);
    await page.selectOption('#one', one);
    await page.selectOption('#other', other);
    await page.click('form.filters button');
    return text(page, 'section[role=status]');
  };
  const yes = await asked('XAA', 'XBB');
  check(yes.includes('XAA') && yes.includes('XBB') && !/\bmissing\b/i.test(yes) && /register/.test(yes), 'between the two States it is in force, as the register states', yes);
  const no = await asked('FRA', 'JPN');
  check(/Art\. 65/.test(no) && /France/.test(no) && /Japan/.test(no), 'where it is not, what is missing is said with its article', no);
  same(await page.locator('section[role=status] .notice.soon').count(), 1, 'and the answer is no');
}

async function saved(page, base) {
  const backups = `${base}/administration/backups`;
  await page.goto(backups);
  const before = await text(page);
  check(before.includes('No backup is known') && before.includes('comity backup --to'), 'without a backup the page says so, and what to do', before);
  const { program, data } = ofNode('xaa');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'comity-backup-'));
  try {
    execFileSync(program, ['backup', '--data', data, '--to', path.join(folder, 'copy')], { stdio: 'pipe' });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  await page.goto(backups);
  const after = await text(page);
  check(after.includes('The last backup is recent') && !after.includes('No backup is known'), 'made beside the working node, it is known at once', after);
}

export async function world() {
  const page = await browsing({ locale: 'en' });
  await status(page, await signIn(page, 'Uma Rask'));
  await bound(page, new URL(page.url()).origin);
  await saved(page, await signIn(page, 'Juno Hart'));
  await page.context().close();
}
