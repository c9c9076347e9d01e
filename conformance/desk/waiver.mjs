// A safeguard of the platform that would stand in the way is waived, by two persons and with a reason; the law is not.
import { act, arrives, begun, browsing, check, does, fill, history, numberOf, same, sent, signIn } from './desk.mjs';
import { preserving } from './requests.mjs';

const REASON = 'The provider deletes the log at midnight.';
const WAIVED = { rule: 'rights_screen_first', reason: REASON };

export async function waiver() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Noor Vale');
  await begun(page, base, 'preservation');
  await fill(page, preserving('tonight@mail.example', 'Forged invoices were sent to eleven firms.'));
  await sent(page);
  const there = page.url();
  const number = numberOf(there);
  await page.context().close();

  const approver = await browsing({ locale: 'en' });
  const matter = `${await signIn(approver, 'Lea Brook')}/matters/${number}`;
  check(await arrives(approver, matter, '.choices'), 'the request is with the other State');
  await does('Rosa Quill', matter, 'acknowledge');
  const early = await act(approver, matter, 'propose_waiver', { ...WAIVED, reason: ' ' }).then(() => 'it was done', (no) => no.message);
  check(early !== 'it was done', 'nothing is waived without a reason', early);
  await act(approver, matter, 'propose_waiver', WAIVED);
  same(await approver.locator('.choices form[action$="/acts/confirm_waiver"]').count(), 0, 'who proposed a waiver does not confirm it');
  await does('Judge Amon Tell', matter, 'confirm_waiver');
  await does('Judge Amon Tell', matter, 'order', { days: '90' });
  const told = await history(approver, matter);
  same(told.slice(-3).join(' '), 'Waiving a safeguard was proposed. A safeguard was waived. The order was issued.', 'a second person waives it, and the order goes on');
  await approver.locator('.history li', { hasText: 'Waiving a safeguard was proposed.' }).locator('summary').click();
  check((await approver.locator('.history').innerText()).includes(REASON), 'why is on record');
  await approver.context().close();
}
