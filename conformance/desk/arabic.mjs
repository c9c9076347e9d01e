// The exchange in Arabic, between two officers in two States: every page from right to left, and nothing of it in English.
import { act, arrives, begun, browsing, check, fill, numberOf, sent, signIn } from './desk.mjs';
import { preserving, SCREENED } from './requests.mjs';

const ARABIC = { locale: 'ar' };
/** What people and programs wrote, and what is shown as it is. */
const NOT_OURS = 'code, pre, bdi, script, style, input, textarea, .text, .mark, .languages, [lang]:not([lang=ar])';
/** What has no other name in Arabic: ours, our verifier’s and that of a file in every case file, those of clocks, of a standard and of a digest, and of the two States. */
const NAMES = /^(Comity|comity|verify|README|RFC|UTC|Africa|Nairobi|SHA-|XAA|XBB|Arvenia|Belmora)$/;

/** The Latin words that a page shows, or says to those who do not see it. */
async function latin(page) {
  const said = await page.evaluate((notOurs) => {
    const ours = (element) => !element.closest(notOurs);
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (ours(walk.currentNode.parentElement)) texts.push(walk.currentNode.data);
    for (const name of ['title', 'aria-label', 'alt', 'placeholder', 'data-came', 'data-due', 'data-deaf', 'data-on', 'data-failed', 'data-none']) {
      for (const one of document.querySelectorAll(`[${name}]`)) if (ours(one)) texts.push(one.getAttribute(name));
    }
    return texts;
  }, NOT_OURS.replace('[lang]', 'body [lang]'));
  // What stands between isolating marks is a name or a number, as somebody wrote it.
  const own = said.map((text) => text.replace(/\u2068[^\u2069]*\u2069/g, ''));
  const words = own.flatMap((text) => text.match(/\p{Script=Latin}[\p{Script=Latin}'\u2019-]*/gu) || []);
  return [...new Set(words)].filter((word) => !NAMES.test(word));
}

/** Judges the page that is open. */
async function read(page, name) {
  const { lang, dir } = await page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));
  const left = await latin(page);
  check(lang === 'ar' && dir === 'rtl' && left.length === 0, `${name} is in Arabic`, `${lang} ${dir} ${left.join(', ')}`);
}

async function opened(page, address, name) {
  await page.goto(address);
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
  await read(page, name);
}

/** Every act's page that an officer may open in a matter. */
async function acts(page, matter, name) {
  await page.goto(matter);
  const all = await page.locator('.choices a.button').evaluateAll((all) => all.map((one) => one.href));
  for (const act of all) await opened(page, act, `${name}: ${act.split('/').pop()}`);
}

/** The pages of one who reads cases. */
async function around(page, base, name) {
  for (const path of ['/', '/matters', '/drafts', '/drafts/new', '/directory', '/directory/XAA', '/directory/XBB', '/directory/between?one=XAA&other=XBB', '/status', '/status/AZE', '/account', '/administration', '/none']) {
    await opened(page, base + path, `${name}: ${path}`);
  }
  await page.goto(`${base}/matters`);
  const all = await page.locator('main tbody a[href^="/matters/"]').evaluateAll((all) => all.map((one) => one.href));
  for (const [index, matter] of all.entries()) {
    await opened(page, matter, `${name}: matter ${index + 1}`);
    await acts(page, matter, `${name}: matter ${index + 1}`);
  }
}

async function asked(page) {
  const base = await signIn(page, 'Noor Vale');
  await begun(page, base, 'preservation');
  await read(page, 'a draft');
  await page.click('button[value=check]');
  await page.waitForSelector('.fault');
  await read(page, 'a draft with all its faults');
  // The other State takes requests in English.
  await fill(page, { language: 'en', ...preserving('fifth@mail.example', '\u0623\u064F\u0631\u0633\u0644\u062A \u0641\u0648\u0627\u062A\u064A\u0631 \u0645\u0632\u0648\u0631\u0629') });
  await sent(page);
  return { base, matter: page.url() };
}

async function answered(page, number) {
  const base = await signIn(page, 'Rosa Quill');
  const matter = `${base}/matters/${number}`;
  check(await arrives(page, matter, '.choices'), 'the other State has the request');
  await act(page, matter, 'acknowledge', {});
  await act(page, matter, 'screen_rights', SCREENED);
  await acts(page, matter, 'the requested State');
  await act(page, matter, 'order', { days: '90' });
  return base;
}

export async function arabic() {
  const noor = await browsing(ARABIC), rosa = await browsing(ARABIC);
  const { base, matter } = await asked(noor);
  const there = await answered(rosa, numberOf(matter));
  check(await arrives(noor, matter, '.history li:nth-child(3)'), 'and the requesting State the order');
  await around(noor, base, 'the requesting State');
  await around(rosa, there, 'the requested State');
  await noor.context().close();
  await rosa.context().close();
}
