// Every page, in six languages, light and dark, wide and narrow.
import { axe, begun, browsing, check, LANGUAGES, link, signIn } from './desk.mjs';

const RIGHT_TO_LEFT = ['ar'];

/** What axe finds, a line each. */
async function found(page, only) {
  await page.evaluate(axe);
  const options = only ? { runOnly: { type: 'rule', values: only } } : {};
  const said = await page.evaluate((options) => window.axe.run(document, options), options);
  return said.violations.map((one) => `${one.id} x${one.nodes.length} (${one.nodes[0].html.slice(0, 100)})`);
}

/** Judges the page that is open. */
async function judged(page, language, name) {
  const { lang, dir } = await page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));
  const faults = [];
  const direction = RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
  if (lang !== language || dir !== direction) faults.push(`it is ${lang} and ${dir}`);
  faults.push(...await found(page));
  // Only colours change in the dark, and only widths on a small screen.
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await found(page, ['color-contrast', 'link-in-text-block'])).map((one) => `dark: ${one}`));
  await page.setViewportSize({ width: 360, height: 740 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) faults.push(`at 360 px it is ${over} px too wide`);
  faults.push(...(await found(page, ['scrollable-region-focusable', 'target-size'])).map((one) => `narrow: ${one}`));
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  check(faults.length === 0, `${language} ${name}`, faults.join('; '));
}

/** Opens a page by its path, or by doing something, and judges it. */
async function each(page, language, pages) {
  for (const [name, open] of pages) {
    if (typeof open === 'string') await page.goto(open); else await open();
    await judged(page, language, name);
  }
}

async function requested(language) {
  const page = await browsing({ locale: language });
  const follow = async (selector) => { await page.click(selector); await page.waitForLoadState(); };
  const base = new URL(link('Rosa Quill')).origin;
  const toDo = async () => {
    await page.goto(`${base}/matters`);
    const all = await page.locator('main tbody a[href^="/matters/"]').evaluateAll((all) => all.map((one) => one.href));
    for (const matter of all) {
      await page.goto(matter);
      if (await page.locator('.choices a.button').count()) return;
    }
    throw new Error('no matter of the demo offers an act with a form');
  };
  await each(page, language, [['sign-in', `${base}/sign-in`], ['welcome', link('Rosa Quill')], ['no such page', `${base}/none`]]);
  await signIn(page, 'Rosa Quill');
  await each(page, language, [
    ['start', `${base}/`],
    ['matters', `${base}/matters`],
    ['a matter', () => follow('main tbody tr:nth-child(1) a')],
    ['a matter with something to do', toDo],
    ['its history, opened', () => page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }))],
    ['an act', () => follow('.choices a.button')],
    ['directory', `${base}/directory`],
    ['a State', `${base}/directory/XAA`],
    ['account', `${base}/account`],
    ['forbidden', `${base}/administration`],
  ]);
  await page.context().close();
}

async function requesting(language) {
  const page = await browsing({ locale: language });
  const base = await signIn(page, 'Noor Vale');
  await each(page, language, [
    ['new draft', `${base}/drafts/new`],
    ['a draft', () => begun(page, base, 'preservation')],
    ['a draft with faults', async () => { await page.click('button[value=check]'); await page.waitForSelector('.fault'); }],
    ['drafts', `${base}/drafts`],
  ]);
  await signIn(page, 'Juno Hart');
  await each(page, language, [['administration', `${base}/administration`]]);
  await page.context().close();
}

export async function pages() {
  for (const language of LANGUAGES) await Promise.all([requested(language), requesting(language)]);
}
