// What becomes of evidence at the end: passed on with consent, destroyed, the matter closed.
import { act, arrives, browsing, check, does, fill, history, same, signIn, text } from './desk.mjs';

const COURT = 'Court of Appeal of Calder', TRIAL = 'The trial of a second accused there';
const RECIPIENT = { 'recipient.kind': 'state', 'recipient.state': 'XCC' };
const CONDITION = 'The names of the eleven firms are removed';

const onward = { purpose: 'court_proceedings', recipient: COURT, 'onward.kind': 'state', 'onward.state': 'XCC' };

/** An export to a third State: the file, or what the page says. */
async function exported(page, matter) {
  await page.goto(`${matter}/acts/export_evidence`);
  await fill(page, onward);
  const came = Promise.race([
    page.waitForEvent('download').then((download) => download.suggestedFilename()),
    page.locator('.notice.bad').waitFor().then(() => text(page, '.notice.bad')),
  ]);
  await page.click('main form.stack button');
  return came;
}

/** The State that sent the evidence answers, by two persons. */
async function consented(number) {
  const page = await browsing({ locale: 'en' });
  const matter = `${await signIn(page, 'Judge Amon Tell')}/matters/${number}`;
  check(await arrives(page, matter, '.history h3:has-text("onward transfer")'), 'the sending State is asked');
  await act(page, matter, 'propose_onward_answer', { 'answer.consent': 'yes', 'answer.conditions': CONDITION, 'answer.text': 'For this trial only.' });
  same(await page.locator('.choices form[action$="/acts/confirm_onward_answer"]').count(), 0, 'who proposed the answer does not give it');
  await page.context().close();
  await does('Lea Brook', matter, 'confirm_onward_answer');
}

/** Nobody but an officer destroys; the sending State learns of it, and what is gone is not opened again. */
async function destroyed(page, matter) {
  await page.goto(`${matter}/acts/destroy_evidence`);
  await page.click('main form.stack button');
  await page.waitForURL(/#history$/);
  same(await text(page, '.stage'), 'The evidence is destroyed.', 'the key is destroyed');
  same(await page.locator('.choices a[href$="/acts/open_evidence"]').count(), 0, 'and what is gone is not offered to be opened');
  await page.goto(`${matter}/opened`);
  check(!(await page.locator('main .coming li').count()), 'nor shown at its old address', await text(page, 'main'));
}

export async function ending(number) {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Theo Lind');
  const matter = `${base}/matters/${number}`;
  const no = await exported(page, matter);
  check(no.includes('Art. 36(3)'), 'nothing goes to a third State before the sending State has agreed', no);
  await does('Ida Marek', matter, 'ask_onward_transfer', { ...RECIPIENT, purpose: TRIAL });
  await consented(number);
  check(await arrives(page, matter, '.history h3:has-text("The question on an onward transfer was answered.")'), 'the answer arrives');
  await page.locator('.history li:last-child summary').click();
  check((await text(page, '.history li:last-child')).includes(CONDITION), 'with its condition', await text(page, '.history li:last-child'));
  const file = await exported(page, matter);
  check(file.endsWith('.tar'), 'and then it goes', file);
  await destroyed(page, matter);
  await does('Ida Marek', matter, 'close', { outcome: 'Two convictions.' });
  same((await history(page, matter)).slice(-2)[0], 'The evidence was destroyed.', 'the destruction stays on record');
  await page.context().close();
}
