// Stored data, from a request prepared and sent by two persons to two files in the seal.
import { arrives, begun, browsing, check, does, fill, history, numberOf, same, sent, signIn, text } from './desk.mjs';
import { authorising, PASSED, SCREENED, wanting } from './requests.mjs';

const ACCOUNT = 'third@mail.example';

/** Two files; the name of the second is longer than a plain tar header holds. */
const FILES = [
  { name: 'mailbox.mbox', mimeType: 'application/mbox', buffer: Buffer.alloc(70_000, 'a') },
  { name: '\u043F\u0438\u0441\u044C\u043C\u043E '.repeat(12) + '.eml', mimeType: 'message/rfc822', buffer: Buffer.alloc(1, 'b') },
];

/** "The files were not sealed. Nothing is released without a recorded authorisation." */
const IN_ARABIC = `\u0644\u0645 \u062A\u064F\u062E\u062A\u0645 \u0627\u0644\u0645\u0644\u0641\u0627\u062A \u0627\u0644\u0625\u0644\u0643\u062A\u0631\u0648\u0646\u064A\u0629. \u0644\u0627 \u064A\u064F\u0633\u0644\u064E\u0651\u0645 \u0634\u064A\u0621 \u062F\u0648\u0646 \u0625\u0630\u0646 \u0645\u0633\u062C\u064E\u0651\u0644. (\u0627\u0644\u0645\u0627\u062F\u0629 24 (4))`;

async function requested() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Emil Sorn');
  await begun(page, base, 'stored_data');
  await fill(page, wanting(ACCOUNT));
  await sent(page);
  const matter = page.url();
  same(await page.locator('.choices a[href$="/acts/send_request"], .choices form[action$="/acts/send_request"]').count(), 0,
    'who prepared a request does not send it');
  await page.context().close();
  await does('Ida Marek', matter, 'send_request');
  return numberOf(matter);
}

/** Chooses the files and presses the button; the answer of the node. */
async function uploaded(page, matter) {
  await page.goto(`${matter}/acts/record_sealed`);
  await page.setInputFiles('#files', FILES);
  const answer = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await page.click('#seal');
  return answer;
}

/** Nothing is sealed, and the page says so with the rule's words. */
async function refused(page, matter, status, words) {
  const answer = await uploaded(page, matter);
  await page.waitForFunction(() => document.getElementById('said').textContent !== '');
  same(`${answer.status()} ${await text(page, '#said')}`, `${status} ${words}`, `refused with ${status}: ${words}`);
  same(await page.locator('#chosen li').count(), FILES.length, 'the files stay chosen');
}

export async function evidence() {
  const number = await requested();
  const custodian = await browsing({ locale: 'en' });
  const base = await signIn(custodian, 'Finn Dale');
  const matter = `${base}/matters/${number}`;
  check(await arrives(custodian, matter, '.choices'), 'sent by a second person, the request is with the other State');
  await does('Rosa Quill', matter, 'acknowledge');
  await does('Lea Brook', matter, 'screen_rights', SCREENED);
  await refused(custodian, matter, 409, 'The files were not sealed. Nothing is released without a recorded authorisation. (Art. 24(4))');

  const arabic = await browsing({ locale: 'ar' });
  await signIn(arabic, 'Finn Dale');
  await refused(arabic, matter, 409, IN_ARABIC);
  await arabic.context().close();

  await does('Judge Amon Tell', matter, 'authorise', authorising(ACCOUNT));
  await does('Lea Brook', matter, 'decide_personal_data', PASSED);
  const duty = await browsing({ locale: 'en' });
  await signIn(duty, 'Rosa Quill');
  await refused(duty, matter, 403, 'The files were not sealed. this needs one of the roles evidence_custodian; ask an administrator');
  await duty.context().close();

  const before = await history(custodian, matter);
  const sealed = await uploaded(custodian, matter);
  same(sealed.status(), 200, 'the custodian seals two files');
  await custodian.waitForURL(/#history$/);
  const after = await history(custodian, matter);
  same(after.slice(before.length), 'The package was sealed.', 'and the sealing is the one thing that came to the history');
  await custodian.context().close();
}
