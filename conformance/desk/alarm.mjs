// The alarm: the start page of whoever is on duty, left open, tells of an urgent request, and of its own deafness.
import { begun, browsing, check, fill, history, same, sent, signIn, signOut, text } from './desk.mjs';
import { preserving } from './requests.mjs';

/** How long it may take until the alarm is given. */
const ALARM_MS_MAX = 40_000;

/** The start page, after it has looked once. */
async function watched(page, base) {
  const looked = page.waitForResponse((answer) => answer.url().endsWith('/pulse'));
  await page.goto(`${base}/`);
  await looked;
  same(await text(page, '#rang'), '', 'the page is calm');
}

async function watching() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Rosa Quill');
  await watched(page, base);
  await page.click('#alarm');
  same(await page.getAttribute('#alarm', 'aria-pressed'), 'true', 'the alarm is turned on with one press');
  return { page, base };
}

async function asked() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Noor Vale');
  await begun(page, base, 'preservation');
  await fill(page, preserving('urgent@mail.example', 'A ransom is asked for; the account is emptied by the hour.'));
  await sent(page);
  await page.context().close();
}

/** What the page says within its time. */
async function rings(page, words) {
  await page.waitForFunction((words) => document.getElementById('rang').textContent === words, words, { timeout: ALARM_MS_MAX })
    .catch(() => {});
  same(await page.getByRole('alert').innerText(), words, `within ${ALARM_MS_MAX / 1000} s the page says aloud: ${words}`);
  same(await page.title(), `\u25CF ${words}`, 'and so does its title');
}

/** The session ends, beside the page that watches. */
async function signedOut(page, base) {
  const other = await page.context().newPage();
  await other.goto(`${base}/account`);
  await signOut(other);
  await other.close();
}

export async function alarm() {
  const { page, base } = await watching();
  let loads = 0;
  page.on('load', () => { loads += 1; });
  await asked();
  await rings(page, 'A request has come in');
  same(loads, 0, 'without being loaded again');

  await page.click('#rang a');
  await page.waitForURL(/\/matters\/[0-9a-f-]{36}$/);
  check((await text(page)).includes('urgent@mail.example'), 'one press leads to the request');
  await page.click('.choices form[action$="/acts/acknowledge"] button');
  await page.waitForURL(/#history$/);
  const matter = page.url().split('#')[0];
  same((await history(page, matter)).at(-1), 'Receipt was acknowledged.', 'a second one acknowledges it');

  await watched(page, base);
  same(await page.getAttribute('#alarm', 'aria-pressed'), 'true', 'the alarm is still on when the page is loaded again');
  await signedOut(page, base);
  await rings(page, 'The alarm hears nothing: sign in again, or look at the network');
  await page.context().close();
}
