// What cannot be taken back is confirmed with the passkey, once for each act; what lets somebody in again takes two.
import { authenticator, browsing, check, input, keyMade, signIn, text } from './desk.mjs';

const EXPORT = { purpose: 'court_proceedings', recipient: 'District Court of the story' };

/** The act's form, filled in. */
async function filled(page, address) {
  await page.goto(address);
  await page.selectOption(input('purpose'), EXPORT.purpose);
  await page.fill(input('recipient'), EXPORT.recipient);
}

export async function confirming() {
  const page = await browsing({ locale: 'en', acceptDownloads: true });
  await authenticator(page);
  const base = await signIn(page, 'Theo Lind');
  await keyMade(page, base, 'key of Theo');
  await page.goto(`${base}/matters?side=requesting`);
  await page.locator('main tbody a', { hasText: /stored data/i }).last().click();
  await page.waitForURL(/\/matters\/[0-9a-f-]{36}$/);
  const matter = page.url(), act = `${matter}/acts/export_evidence`;
  const events = async () => { await page.goto(matter); return page.locator('.history li').count(); };
  const before = await events();

  await page.goto(act);
  const answer = await page.evaluate(async (fields) => {
    const body = new URLSearchParams({ form: document.body.dataset.form, ...fields });
    const got = await fetch(location.href, { method: 'POST', body });
    return [got.status, got.headers.get('content-type'), await got.text()];
  }, { 'f.purpose': EXPORT.purpose, 'f.recipient': EXPORT.recipient });
  check(answer[1].startsWith('text/html') && answer[2].includes('id="confirm"') && await events() === before,
    'without the passkey nothing is exported, and the page asks for it', `${answer[0]} ${answer[1]}`);

  await filled(page, act);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#confirm')]);
  check(download.suggestedFilename().endsWith('.tar'), 'confirmed with the passkey, the case file is handed out');
  check(await events() === before + 1, 'and the export stands in the history');

  await filled(page, act);
  check(await page.locator('#confirm').count() === 1, 'a confirmation stands for one act');
  await page.context().close();

  await twoLetIn();
}

async function twoLetIn() {
  const link = '/administration/officers/theo.lind/link';
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Juno Hart');
  const asked = async (page) => {
    await page.goto(`${base}/administration`);
    await page.click(`form[action="${link}"] button`);
    await page.locator('section[role=status]').waitFor();
    return page.locator('code.copy').count();
  };
  check(await asked(page) === 0 && (await text(page)).includes('second administrator'), 'one administrator gets no link for an officer who has a passkey');
  check(await asked(page) === 0, 'nor does the same one by asking again');
  await page.goto(`${base}/administration`);
  await page.fill('#id', 'ada.second');
  await page.fill('#name', 'Ada Second');
  await page.check('input[name=role][value=administrator]');
  await page.click('form[action="/administration/officers"] button');
  const welcome = (await text(page, 'code.copy')).trim();
  const other = await browsing({ locale: 'en' });
  await other.goto(welcome);
  await other.click('main form button');
  await other.waitForURL((url) => !url.pathname.startsWith('/welcome'));
  check(await asked(other) === 1, 'a second one gets it');
  check(await asked(other) === 0, 'and it takes two again the next time');
  await other.context().close();
  await page.context().close();
}
