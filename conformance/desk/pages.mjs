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
export async function judged(page, language, name) {
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
  // Text at twice its size (WCAG 1.4.4) neither runs out of the page nor under its neighbours.
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.push(`at 200 % it is ${wide} px too wide`);
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  await page.emulateMedia({ colorScheme: 'light' });
  check(faults.length === 0, `${language} ${name}`, faults.join('; '));
}

/** Judges the page that is open in every language, chosen at its foot; English is the last. */
export async function judgedInAll(page, name) {
  for (const language of [...LANGUAGES.filter((one) => one !== 'en'), 'en']) {
    const before = page.url();
    const answered = page.waitForEvent('load');
    await page.click(`.languages button[value=${language}]`);
    await answered;
    check(page.url() === before, `${language} ${name} is where it was`, page.url());
    await judged(page, language, name);
  }
}

/** The status of the page that is open: that of the last answer to what the browser's address asked for. */
function statusOf(page) {
  let status = 0;
  page.on('response', (answer) => {
    if (answer.request().isNavigationRequest() && answer.frame() === page.mainFrame()) status = answer.status();
  });
  return () => status;
}

/** Opens each page by its address or by doing something, asks whether it is the one, and judges it. */
async function each(page, status, language, pages) {
  for (const [name, open, where, must = 200] of pages) {
    if (open) await open(); else await page.goto(new URL(where, page.url()).href);
    const path = new URL(page.url()).pathname;
    const there = typeof where === 'string' ? path === where : where.test(path);
    check(there && status() === must, `${language} ${name} is there`, `${path} answers with ${status()} instead of ${must}`);
    await judged(page, language, name);
  }
}

const MATTER = /^\/matters\/[0-9a-f-]{36}$/, DRAFT = /^\/drafts\/[0-9a-f-]{36}$/;

/** Follows a link of the page that is open. */
async function follow(page, selector) {
  const link = page.locator(selector).first();
  const to = await link.evaluate((one) => one.href);
  await link.click();
  await page.waitForURL(to);
}

/** Opens the first matter in which something is to be filled in. */
async function somethingToDo(page) {
  await page.goto(new URL('/matters', page.url()).href);
  const all = await page.locator('main tbody a[href^="/matters/"]').evaluateAll((all) => all.map((one) => one.href));
  for (const matter of all) {
    await page.goto(matter);
    if (await page.locator('.choices a.button').count()) return;
  }
  throw new Error('no matter of the demo offers an act with a form');
}

async function requested(language) {
  const page = await browsing({ locale: language });
  const status = statusOf(page), welcome = link('Rosa Quill');
  await page.goto(new URL('/sign-in', welcome).href);
  await each(page, status, language, [
    ['sign-in', null, '/sign-in'],
    ['welcome', null, new URL(welcome).pathname],
    ['no such page', null, '/none', 404],
  ]);
  await signIn(page, 'Rosa Quill');
  await each(page, status, language, [
    ['start', null, '/'],
    ['matters', null, '/matters'],
    ['a matter', () => follow(page, 'main tbody tr:nth-child(1) a'), MATTER],
    ['a matter with something to do', () => somethingToDo(page), MATTER],
    ['its history, opened', () => page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; })), MATTER],
    ['an act', () => follow(page, '.choices a.button'), /^\/matters\/[0-9a-f-]{36}\/acts\/\w+$/],
    ['roster', null, '/roster'],
    ['directory', null, '/directory'],
    ['a State', null, '/directory/XAA'],
    ['test calls', null, '/test-calls'],
    ['who is bound towards whom', () => page.goto(new URL('/directory/between?one=XAA&other=XBB', page.url()).href), '/directory/between'],
    ['the treaty status', null, '/status'],
    ['a State of the treaty', null, '/status/AZE'],
    ['account', null, '/account'],
    ['forbidden', null, '/administration', 403],
  ]);
  await page.context().close();
}

/** Keeps a choice of the worklist under a name. */
async function kept(page, base) {
  await page.goto(`${base}/matters?side=requesting`);
  await page.fill('#view', '\u20391\u203A');
  await page.click('.views form:has(#view) button');
  await page.waitForSelector('.views li a');
}

/** Enters a shift that lies in the past. */
async function misplaced(page, base) {
  await page.goto(`${base}/roster`);
  await page.fill('#from', '2020-01-01T00:00');
  await page.fill('#to', '2020-01-01T08:00');
  await page.click('form[action="/roster"] button');
  await page.waitForSelector('.fault');
}

async function requesting(language) {
  const page = await browsing({ locale: language });
  const status = statusOf(page);
  const base = await signIn(page, 'Noor Vale');
  await each(page, status, language, [
    ['new draft', null, '/drafts/new'],
    ['a draft', () => begun(page, base, 'preservation'), DRAFT],
    ['a draft with faults', async () => { await page.click('button[value=check]'); await page.waitForSelector('.fault'); }, DRAFT],
    ['drafts', null, '/drafts'],
    ['a view of the worklist', () => kept(page, base), '/matters'],
    ['a shift with faults', () => misplaced(page, base), '/roster', 422],
  ]);
  await signIn(page, 'Juno Hart');
  await each(page, status, language, [
    ['administration', null, '/administration'],
    ['health', null, '/administration/health'],
    ['register', null, '/administration/register'],
    ['peers', null, '/administration/peers'],
    ['keys', null, '/administration/keys'],
    ['backups', null, '/administration/backups'],
  ]);
  await page.context().close();
}

export async function pages() {
  for (const language of LANGUAGES) await Promise.all([requested(language), requesting(language)]);
}
