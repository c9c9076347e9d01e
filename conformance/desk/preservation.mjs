// A preservation, from the requesting duty officer's draft to the requested State's order.
import { act, arrives, begun, browsing, check, does, fill, history, input, lost, numberOf, same, sent, signIn, text, written } from './desk.mjs';
import { preserving, SCREENED } from './requests.mjs';

const TYPED = 'An account <script>alert(1)</script> sent "invoices" & more. \u0646\u0635';

const NOTE = `For us alone: ${TYPED}`;

/** What is filled in: all but the facts, which are forgotten at first. */
const { facts, ...REQUEST } = { ...preserving('second@mail.example', TYPED), link_to_offence: TYPED };

async function asked() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Noor Vale');
  await begun(page, base, 'preservation');
  await fill(page, REQUEST);
  await page.click('button[value=send]');
  await page.waitForSelector('.fault');
  const wrong = page.locator('.input.wrong');
  check(await wrong.count() === 1 && await wrong.locator(input('facts')).count() === 1, 'what is missing is said beside its field, and nothing else');
  same(await lost(page, REQUEST), '', 'nothing that was typed is lost when sending is refused');
  await page.goto(page.url());
  same(await lost(page, REQUEST), '', 'the draft keeps it all');
  await page.fill(input('facts'), facts);
  await sent(page);
  const matter = page.url();
  same(await history(page, matter), 'The request was sent.', 'the request is sent, and its matter shown');
  return { page, matter };
}

async function answered(number) {
  const duty = await browsing({ locale: 'en' });
  const base = await signIn(duty, 'Rosa Quill');
  const matter = `${base}/matters/${number}`;
  check(await arrives(duty, matter, '.choices'), 'the other State has the request');
  check((await text(duty)).includes(TYPED), 'its officers read what was typed, as it was typed');
  await act(duty, matter, 'acknowledge', {});
  await duty.goto(matter);
  check(await duty.locator('.choices .not .why').count() > 0, 'what may not be done now is shown, with why');
  await act(duty, matter, 'screen_rights', SCREENED);
  await noted(duty, matter);
  await does('Judge Amon Tell', matter, 'order', { days: '90' });
  const told = (await history(duty, matter)).slice(-3);
  same(told.join(' '), 'Receipt was acknowledged. The human-rights screen was answered. The order was issued.',
    'the duty officer acknowledges and screens, the executing authority orders');
  await duty.context().close();
  return matter;
}

/** A note may hold anything but what turns its direction around: that is shown again, to be mended. */
async function noted(page, matter) {
  await written(page, matter, `${TYPED} \u202Etxt.exe`);
  check((await page.locator('textarea[readonly]').inputValue()).includes(TYPED), 'a note that is not taken is shown again');
  await written(page, matter, NOTE);
  const notes = page.locator('.notes .text');
  same(await notes.allInnerTexts(), NOTE, 'a note is shown as it was typed');
  same(await page.locator('.notes script').count(), 0, 'and never as markup');
}

async function inArabic(matter) {
  const page = await browsing({ locale: 'en' });
  await signIn(page, 'Rosa Quill');
  await page.goto(matter);
  await page.click('button[name=language][value=ar]');
  await page.waitForFunction(() => document.documentElement.lang === 'ar');
  check(page.url().startsWith(matter), 'a change of language leads back to the same page');
  const mirrored = await page.evaluate(() => {
    const [mark, who] = ['.mark', '.who'].map((one) => document.querySelector(one).getBoundingClientRect().left);
    return document.documentElement.dir === 'rtl' && mark > who;
  });
  check(mirrored, 'the same page in Arabic runs from right to left');
  check((await text(page)).includes('second@mail.example'), 'and says the same');
  await page.context().close();
}

/** What the requesting State learns of the order. */
async function learned(page, matter) {
  const ordered = page.locator('.history li', { hasText: 'The preservation was ordered.' });
  check(await arrives(page, matter, '.stage:has-text("Ordered")'), 'the requesting State sees the order');
  same(await ordered.count(), 1, 'it stands once in its history');
  check((await ordered.locator('.by').innerText()).includes('XBB'), 'as what the other State said');
  check(!(await text(page)).includes(NOTE), 'and the note stayed where it was written');
}

export async function preservation() {
  const { page, matter } = await asked();
  const there = await answered(numberOf(matter));
  await learned(page, matter);
  await page.context().close();
  await inArabic(there);
}
