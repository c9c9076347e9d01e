// Stored data, from a request prepared and sent by two persons to two files in the seal.
import { act, arrives, begun, browsing, check, fill, sent, signIn, text } from './desk.mjs';

const REQUEST = {
  requesting_authority: 'Central authority of Arvenia',
  case: 'Investigation of fraud, case 7 Js 1834/26',
  authority_in_charge: 'Public prosecutor in Arvenia City, who leads investigations',
  'offence.convention': 'ict_related_theft_or_fraud',
  'offence.statute': 'Penal Code of Arvenia, section 263a',
  'offence.max_penalty_months': '72',
  'offence.conduct': 'Invoices that look like a supplier\u2019s are sent from an account',
  'offence.jurisdiction.head': 'territory',
  'offence.jurisdiction.link': 'The firms paid from their accounts in Arvenia',
  facts: 'Forged invoices were sent to eleven firms.',
  access: ['search', 'seize', 'disclose'],
  wanted: 'Disclosure of the mailbox and the access log',
  'accounts.0.service': 'Mail Example, Port Belmora',
  'accounts.0.identifier': 'third@mail.example',
  data_classes: ['subscriber', 'traffic', 'content'],
  'period.from': '2026-10-01T00:00',
  'period.to': '2026-10-31T23:59',
  purposes: ['investigation', 'court_proceedings'],
  purpose: 'Case 7 Js 1834/26 and the trial in it',
  // The other State's profile asks this of every request for stored data.
  'answered.0.asks': 'Say how the data relate to the offence, account by account.',
  'answered.0.answer': 'The forged invoices were sent from this account.',
};

const DAY = 24 * 3600 * 1000;
const moment = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 16);

const AUTHORISATION = {
  'authorisation.authority': 'District Court of Port Belmora',
  'authorisation.legal_basis': 'Code of Criminal Procedure of Belmora, section 94',
  'authorisation.scope': 'Stored data of third@mail.example, October 2026',
  'authorisation.data_classes': ['subscriber', 'traffic', 'content'],
  'authorisation.from': moment(-1),
  'authorisation.until': moment(30),
  'authorisation.proportionality': 'One account, one month; no milder means is in sight',
  'authorisation.remedy': 'Complaint to the Court of Appeal within one month of notice',
};

const DECISION = {
  'decision.decision': 'pass',
  'decision.conditions.purposes': ['investigation', 'court_proceedings'],
  'decision.conditions.purpose': 'Case 7 Js 1834/26 of Arvenia and the trial in it',
  'decision.conditions.onward_transfer': 'with_consent',
  'decision.conditions.confidential': 'yes',
  'decision.conditions.retention_until': moment(900),
};

/** A person of the requested State does one thing. */
async function one(name, matter, act_name, values) {
  const page = await browsing({ locale: 'en' });
  await signIn(page, name);
  await act(page, matter, act_name, values);
  await page.context().close();
}

async function requested() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Emil Sorn');
  await begun(page, base, 'stored_data');
  await fill(page, REQUEST);
  await sent(page);
  const matter = page.url();
  check(await page.locator('.choices a[href$="/acts/send_request"]').count() === 0, 'who prepared a request does not send it');
  await page.context().close();
  await one('Ida Marek', matter, 'send_request', {});
  return new URL(matter).pathname.split('/').pop();
}

/** Chooses two files and presses the button; the answer of the node. */
async function uploaded(page, matter) {
  await page.goto(`${matter}/acts/record_sealed`);
  await page.setInputFiles('#files', [
    { name: 'mailbox.mbox', mimeType: 'application/mbox', buffer: Buffer.alloc(70_000, 'a') },
    { name: '\u043F\u0438\u0441\u044C\u043C\u043E '.repeat(12) + '.eml', mimeType: 'message/rfc822', buffer: Buffer.alloc(1, 'b') },
  ]);
  const answer = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await page.click('#seal');
  return answer;
}

export async function evidence() {
  const number = await requested();
  const custodian = await browsing({ locale: 'en' });
  const base = await signIn(custodian, 'Finn Dale');
  const matter = `${base}/matters/${number}`;
  check(await arrives(custodian, matter, '.choices'), 'sent by a second person, the request is with the other State');
  await one('Rosa Quill', matter, 'acknowledge', {});
  await one('Lea Brook', matter, 'screen_rights', { answer: 'no', note: 'Nothing points to persecution.' });

  const early = await uploaded(custodian, matter);
  check(early.status() >= 400, 'before it is authorised nothing is sealed', String(early.status()));
  await custodian.waitForFunction(() => document.getElementById('said').textContent !== '');
  check(await custodian.locator('#chosen li').count() === 2, 'the page says why, and the files stay chosen');

  await one('Judge Amon Tell', matter, 'authorise', AUTHORISATION);
  await one('Lea Brook', matter, 'decide_personal_data', DECISION);
  const duty = await browsing({ locale: 'en' });
  await signIn(duty, 'Rosa Quill');
  const refused = await uploaded(duty, matter);
  check(refused.status() === 403, 'a duty officer seals nothing', String(refused.status()));
  await duty.context().close();

  const sealed = await uploaded(custodian, matter);
  check(sealed.status() === 200, 'the custodian seals two files', `${sealed.status()}`);
  await custodian.waitForURL(/#history$/);
  check((await text(custodian, '.history')).length > 0, 'and the sealing stands in the history');
  await custodian.context().close();
}
