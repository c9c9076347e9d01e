// A preservation, from the requesting duty officer's draft to the requested State's order.
import { act, arrives, begun, browsing, check, fill, input, lost, sent, signIn, text } from './desk.mjs';

const TYPED = 'An account <script>alert(1)</script> sent "invoices" & more. \u0646\u0635';

/** What is filled in: all but the facts, which are forgotten at first. */
const REQUEST = {
  requesting_authority: '24/7 contact point of Arvenia',
  'offence.convention': 'ict_related_theft_or_fraud',
  'offence.statute': 'Penal Code of Arvenia, section 263a',
  'offence.max_penalty_months': '72',
  'offence.conduct': 'Invoices that look like a supplier\u2019s are sent from an account',
  'offence.jurisdiction.head': 'territory',
  'offence.jurisdiction.link': 'The firms paid from their accounts in Arvenia',
  data: 'The mailbox and the access log of the account',
  data_classes: ['subscriber', 'traffic'],
  'accounts.0.service': 'Mail Example, Port Belmora',
  'accounts.0.identifier': 'second@mail.example',
  'period.from': '2026-10-01T00:00',
  'period.to': '2026-10-31T23:59',
  link_to_offence: TYPED,
  custodian: 'Mail Example, Port Belmora',
  necessity: 'The provider deletes access logs after 60 days',
  intends_assistance: ['yes'],
};

async function asked() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Noor Vale');
  await begun(page, base, 'preservation');
  await fill(page, REQUEST);
  await page.click('button[value=send]');
  await page.waitForSelector('.fault');
  const wrong = page.locator('.input.wrong');
  check(await wrong.count() === 1 && await wrong.locator(input('facts')).count() === 1, 'what is missing is said beside its field, and nothing else');
  let gone = await lost(page, REQUEST);
  check(gone.length === 0, 'nothing that was typed is lost when sending is refused', gone.join(', '));
  await page.goto(page.url());
  gone = await lost(page, REQUEST);
  check(gone.length === 0, 'the draft keeps it all', gone.join(', '));
  await page.fill(input('facts'), TYPED);
  await sent(page);
  check(true, 'the request is sent, and its matter shown');
  return { page, matter: page.url() };
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
  await act(duty, matter, 'screen_rights', { answer: 'no', note: 'Ordinary fraud; nothing points to persecution.' });
  await noted(duty, matter);
  await duty.context().close();

  const court = await browsing({ locale: 'en' });
  await signIn(court, 'Judge Amon Tell');
  await act(court, matter, 'order', { days: '90' });
  check(true, 'the duty officer acknowledges and screens, the executing authority orders');
  await court.context().close();
  return matter;
}

async function noted(page, matter) {
  await page.goto(matter);
  await page.fill('textarea[name=text]', `${TYPED} \u202Etxt.exe`);
  await page.click('form[action$="/notes"] button');
  const note = page.locator('.notes .text').first();
  await note.waitFor();
  check((await note.innerText()).includes(TYPED) && await page.locator('.notes script').count() === 0, 'a note is shown as it was typed, never as markup');
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

export async function preservation() {
  const { page, matter } = await asked();
  const number = new URL(matter).pathname.split('/').pop();
  const there = await answered(number);
  const before = await text(page, '.stage');
  let now = before;
  for (let tries = 0; tries < 200 && (now === before || !/order/i.test(now)); tries += 1) {
    await page.goto(matter);
    now = await text(page, '.stage');
  }
  check(/order/i.test(now), 'the requesting State sees the order', `it stands at ${now}`);
  await page.context().close();
  await inArabic(there);
}
