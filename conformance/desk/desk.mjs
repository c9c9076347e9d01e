// What the stories share: the browser, the officers of the running demo, and checks that print a line each.
import { createRequire } from 'node:module';
import fs from 'node:fs';

export const packages = createRequire(process.env.NPM_FOLDER + '/');
const { chromium } = packages('playwright-core');
export const axe = fs.readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');

export const LANGUAGES = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];

/** How long a message between the two nodes may take. */
const ARRIVAL_MS_MAX = 30_000;
/** How long a story may take. */
const STORY_MS_MAX = 900_000;

let held = 0, failed = 0;

/** One check, one line. */
export function check(holds, what, why = '') {
  console.log(holds ? `     held: ${what}` : `     FAILED: ${what}${why && `: ${String(why).replace(/\s+/g, ' ')}`}`);
  if (holds) held += 1; else failed += 1;
}

/** Checks that something is as it must be; what it is instead is said. */
export const same = (is, must, what) => check(String(is) === String(must), what, `"${is}" instead of "${must}"`);

export const failures = () => failed;

/** How the demo says a State's node is administered: with which program, and on which data folder. */
export function ofNode(state) {
  const found = links.map((line) => line.match(/^\s*(\S+) doctor --data (.+)\/xaa$/)).find(Boolean);
  if (!found) throw new Error('the demo did not say where its nodes are');
  return { program: found[1], data: `${found[2]}/${state}` };
}

// Root has no sandbox of its own; everybody else keeps it.
const root = process.getuid() === 0;
export const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: root ? ['--no-sandbox'] : [] });

const links = fs.readFileSync(process.env.DESK_LINKS, 'utf8').split('\n');

/** The sign-in link that the demo printed for an officer. */
export function link(name) {
  const line = links.find((line) => line.includes(` ${name} (`));
  const found = line?.match(/http:\S+\/welcome\/\S+/);
  if (!found) throw new Error(`the demo printed no link for ${name}`);
  return found[0];
}

/** A browser of its own: cookies, language, colours. What its console complains about is a failed check. */
export async function browsing(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: 'Africa/Nairobi', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const odd = (text) => check(false, `the console is quiet at ${new URL(page.url()).pathname}`, text);
  page.on('pageerror', (error) => odd(error.message));
  // A page that says no is answered with a status of 400 and more, which the console repeats.
  page.on('console', (said) => said.type() === 'error' && !/status of 4\d\d/.test(said.text()) && odd(said.text()));
  return page;
}

/** Signs an officer in; the answer is the desk's address. */
export async function signIn(page, name) {
  await page.goto(link(name));
  await page.click('main form button');
  await page.waitForURL((url) => !url.pathname.startsWith('/welcome'));
  await settled(page);
  return new URL(page.url()).origin;
}

/** Signs out. */
export async function signOut(page) {
  await page.click('form[action="/sign-out"] button');
  await page.waitForURL(/\/sign-in$/);
}

const AUTHENTICATOR = {
  protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
  automaticPresenceSimulation: true,
};

/** An authenticator that only exists in the browser: its session and its number. */
export async function authenticator(page) {
  const devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR });
  return { devices, authenticatorId };
}

/** Makes a passkey; the answer is its row on the page. */
export async function keyMade(page, base, name) {
  await page.goto(`${base}/account`);
  await page.fill('#label', name);
  await page.click('#add-passkey');
  const row = page.locator('main tbody tr', { hasText: name });
  await row.waitFor();
  return row;
}

/** The first page after signing in tells the desk the browser's time zone, and loads again. */
export async function settled(page) {
  await page.waitForFunction(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const renewed = document.querySelector('[data-renewed]');
    return document.readyState === 'complete' && (!renewed || document.body.dataset.zone === zone);
  });
}

/** Loads a page until it holds what is looked for: a message of the other State has arrived. */
export async function arrives(page, address, selector) {
  const end = Date.now() + ARRIVAL_MS_MAX;
  do {
    await page.goto(address);
    if (await page.locator(selector).count()) return true;
  } while (Date.now() < end);
  return false;
}

/** An input of a form, by its path. */
export const input = (name) => `[name="f.${name}"]`;

/** Begins a draft to the other State. */
export async function begun(page, base, measure) {
  await page.goto(`${base}/drafts/new`);
  await page.selectOption('#to', 'XBB');
  await page.check(`input[value=${measure}]`);
  await page.click('main form button');
  await page.waitForURL(/drafts\/[0-9a-f-]{36}$/);
}

const names = (page) => page.locator('[name^="f."]').evaluateAll((all) => all.map((one) => one.name.slice(2)).join(' '));

/** Fills a form in: lists are ticked, everything else is chosen or typed. */
export async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(input(name));
    if (await field.count() === 0) throw new Error(`the form has no ${name}: ${await names(page)}`);
    if (Array.isArray(value)) for (const word of value) await page.check(`${input(name)}[value=${word}]`);
    else if (await field.evaluate((one) => one.tagName) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Whether everything that was filled in still stands: the names of what does not. */
export async function lost(page, values) {
  const gone = [];
  for (const [name, value] of Object.entries(values)) {
    const stands = Array.isArray(value)
      ? await page.locator(`${input(name)}:checked`).evaluateAll((all) => all.map((one) => one.value))
      : await page.inputValue(input(name));
    if (String(stands) !== String(value)) gone.push(name);
  }
  return gone;
}

/** Does an act of a matter: with one press where it holds nothing, otherwise by its form. */
export async function act(page, matter, name, values) {
  await page.goto(matter);
  const press = page.locator(`.choices form[action$="/acts/${name}"] button`);
  if (await press.count()) {
    await press.click();
  } else {
    await page.click(`.choices a[href$="/acts/${name}"]`);
    await fill(page, values);
    await page.click('main form.stack button:not(.quiet)');
  }
  await taken(page, (url) => url.hash === '#history', name);
}

/** An officer signs in, does one thing and goes. */
export async function does(name, matter, act_name, values = {}, options = { locale: 'en' }) {
  const page = await browsing(options);
  await signIn(page, name);
  await act(page, matter, act_name, values);
  await page.context().close();
}

/** What happened in a matter: the sentences, the earliest first, without the arrows of what went out and came in. */
export async function history(page, matter) {
  await page.goto(matter);
  const told = await page.locator('.history h3').allInnerTexts();
  return told.map((one) => one.replace(/^[\u2190\u2192]\s*/, ''));
}

/** Writes a note into a matter. */
export async function written(page, matter, note) {
  await page.goto(matter);
  await page.fill('textarea[name=text]', note);
  await page.click('form[action$="/notes"] button');
  await page.waitForURL(/\/notes$|#notes$/);
}

/** The number of a matter, from its address. */
export const numberOf = (matter) => new URL(matter).pathname.split('/').pop();

/** Sends a draft. */
export async function sent(page) {
  // The check that runs beside the typing may have found faults that are no answer to this press.
  const answered = page.waitForEvent('load');
  await page.click('button[value=send]');
  await answered;
  await taken(page, /\/matters\/[0-9a-f-]{36}$/, 'sending');
}

/** Waits for the page that a form leads to; what the form says instead is the fault. */
async function taken(page, where, what) {
  const no = page.locator('.fault, .notice.bad').first();
  await Promise.race([page.waitForURL(where), no.waitFor()]).catch(() => {});
  if (await no.count() === 0) return;
  const said = await page.locator('.notice, .wrong').allInnerTexts();
  throw new Error(`${what} is refused: ${plain(said.join(' | ')).replace(/\s+/g, ' ')}`);
}

/** A text without the marks that only steer its direction. */
export const plain = (text) => text.replace(/[\u2066-\u2069]/g, '');

/** What a page says. */
export const text = async (page, selector = 'main') => plain(await page.locator(selector).first().innerText());

/** Tells a story, part after part; one that breaks off, takes too long or has a part that checks nothing is a failed check. */
export async function story(name, ...parts) {
  console.log(`   ${name}`);
  const began = Date.now();
  try {
    for (const tell of parts) {
      const before = held;
      await inTime(tell());
      if (held === before) throw new Error('nothing in it held');
    }
  } catch (error) {
    check(false, `${name} is told to its end`, `${error.message.split('\n')[0]} ${(error.stack.match(/\w+\.mjs:\d+/) || [''])[0]}`);
  }
  console.log(`     ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

async function inTime(telling) {
  let bell;
  const late = new Promise((_, no) => { bell = setTimeout(() => no(new Error(`it takes more than ${STORY_MS_MAX / 1000} s`)), STORY_MS_MAX); });
  await Promise.race([telling, late]).finally(() => clearTimeout(bell));
}
