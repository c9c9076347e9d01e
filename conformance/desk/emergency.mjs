// An emergency whose sender is forged: somebody holds the sessions of the officer who prepared a request and of the one who
// sent it. The contact of the directory is called back, and the code does not come back from those two.
import { act, arrives, begun, browsing, check, does, fill, history, numberOf, same, sent, signIn, text } from './desk.mjs';
import { authorising, PASSED, SCREENED, wanting } from './requests.mjs';

const ACCOUNT = 'captor@mail.example', WHY = 'A child was taken; the last sign of life came from this account.';
const CONTACT = { contact: 'Night desk of Arvenia, at the number of the directory' };
const SEALED = { name: 'access.log', mimeType: 'text/plain', buffer: Buffer.alloc(4096, 'l') };
const FIRST = 'contact is called back first';
const DANGER = 'section[aria-labelledby=danger]';

async function forged() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Emil Sorn');
  await begun(page, base, 'stored_data');
  await fill(page, { ...wanting(ACCOUNT), emergency: WHY });
  await sent(page);
  const matter = page.url();
  await page.context().close();
  await does('Ida Marek', matter, 'send_request');
  return matter;
}

/** Calls back; the code to be read out. */
async function called(page, there) {
  await act(page, there, 'call_back', CONTACT);
  await page.goto(there);
  return text(page, `${DANGER} .code`);
}

/** Who sent the request has no way to answer for it. */
async function notBySender(matter) {
  const page = await browsing({ locale: 'en' });
  await signIn(page, 'Ida Marek');
  check(await arrives(page, matter, '.history h3:has-text("calls the contact back")'), 'the State that asks learns of the call');
  const refused = page.locator('.choices .not:has-text("Code of the call-back")');
  same(await refused.count(), 1, 'who sent the request cannot answer for it');
  check((await refused.innerText()).includes('second person'), 'and reads why');
  await page.context().close();
}

/** Who only reads sees how the call stands, and not the code. */
async function notByReader(there) {
  const reader = await browsing({ locale: 'en' });
  await signIn(reader, 'Otto Reeve');
  await reader.goto(there);
  check((await text(reader, DANGER)).includes('has not come back yet'), 'who only reads sees that the code has not come back');
  same(await reader.locator(`${DANGER} .code`).count(), 0, 'and not the code');
  await reader.context().close();
}

/** Everything else that a release takes is there: screened, authorised, decided, sealed. */
async function prepared(there) {
  await does('Lea Brook', there, 'screen_rights', SCREENED);
  await does('Judge Amon Tell', there, 'authorise', authorising(ACCOUNT));
  await does('Lea Brook', there, 'decide_personal_data', PASSED);
  const page = await browsing({ locale: 'en' });
  await signIn(page, 'Finn Dale');
  await page.goto(`${there}/acts/record_sealed`);
  await page.setInputFiles('#files', [SEALED]);
  await page.waitForFunction(() => document.querySelectorAll('#chosen code').length === 1);
  await page.click('main form.stack button');
  await page.waitForURL(/#history$/);
  return page;
}

/** The forged request fails: nothing leaves, whatever else is in order. */
async function keptShut(page, there) {
  await page.goto(there);
  same(await page.locator('.choices form[action$="/acts/propose_transfer"]').count(), 0, 'nobody can release what is sealed');
  check(await page.locator('.choices .not', { hasText: FIRST }).count() > 0, 'and the page says why', await text(page, '.choices'));
  await page.goto(`${there}/acts/propose_transfer`);
  await page.click('main form.stack button');
  await page.locator('.notice.bad').waitFor();
  check((await text(page, '.notice.bad')).includes(FIRST), 'who tries it all the same is refused, with the rule');
  const told = await history(page, there);
  same(told.at(-1), 'The package was sealed.', 'and nothing has left');
}

/** Neither State's history reads a code aloud, opened or not; it says by name who acted. */
async function keptOut(page, address, codes, name) {
  await page.goto(address);
  const told = await page.locator('.history').textContent();
  const digits = told.replace(/\D/g, ' ').split(' ');
  check(!codes.some((code) => told.includes(code) || digits.includes(code.replace(' ', ''))), 'no code is in the history', told);
  check(told.includes(name), 'which says by name who acted', told);
}

export async function emergency() {
  const matter = await forged();
  const duty = await browsing({ locale: 'en' });
  const base = await signIn(duty, 'Rosa Quill');
  const there = `${base}/matters/${numberOf(matter)}`;
  check(await arrives(duty, there, '.choices'), 'the request comes in, signed by the other State\u2019s node');
  const danger = await text(duty, DANGER);
  check(danger.includes(WHY) && danger.includes('has not been called back yet'), 'the page says whose life it is, and that nobody was called back', danger);
  await does('Rosa Quill', there, 'acknowledge');
  check(danger.includes('+999 1 000 100'), 'with the number that the register names, not the request', danger);
  const first = await called(duty, there);
  check(/^\d{4} \d{4}$/.test(first), 'the node draws a code to be read out', first);
  await notBySender(matter);
  await notByReader(there);

  const guess = first === '0000 0000' ? '1111 1111' : '0000 0000';
  await does('Noor Vale', matter, 'answer_call_back', { code: guess });
  check(await arrives(duty, there, `${DANGER} li:has-text("A wrong code came back")`), 'a guess is told from the code');
  same(await duty.locator(`${DANGER} .code`).count(), 0, 'and the code is spent');

  const custodian = await prepared(there);
  await keptShut(custodian, there);

  const second = await called(duty, there);
  check(second !== first, 'a new call has a new code');
  await does('Noor Vale', matter, 'answer_call_back', { code: second });
  check(await arrives(duty, there, `${DANGER} li:has-text("stands behind the request")`), 'the contact who was called enters it, and stands behind the request');
  await custodian.goto(there);
  same(await custodian.locator('.choices .may', { has: custodian.locator('[action$="/acts/propose_transfer"], [href$="/acts/propose_transfer"]') }).count(), 1, 'only then is the release open');
  await custodian.context().close();
  same((await history(duty, there)).filter((one) => one.includes('called back')).length, 2, 'both calls are in the history');
  await keptOut(duty, there, [first, second], 'Rosa Quill');
  await duty.context().close();
  const asking = await browsing({ locale: 'en' });
  await signIn(asking, 'Noor Vale');
  await keptOut(asking, matter, [first, second, guess], 'Emil Sorn');
  await asking.context().close();
}
