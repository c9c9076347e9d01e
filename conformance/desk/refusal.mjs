// A refusal with consultation, told through both desks: the ground, the answer, a second person, the reasons.
import { act, arrives, begun, browsing, check, does, fill, history, numberOf, same, sent, signIn, text } from './desk.mjs';
import { preserving } from './requests.mjs';

const GROUND = 'Sovereignty, security, public order or other essential interests';
const CONCERN = 'The account belongs to an office of State security.';
const ANSWER = 'We cannot leave the access log out: it is what the case rests on.';
const REASONS = 'The log would show who works there. Without it, we would have helped.';

const CONSULTED = { 'about.concern': 'refusal', 'about.ground': 'essential_interests', text: CONCERN, conditions: 'The access log is left out' };
const REFUSED = { 'refusal.ground': 'essential_interests', 'refusal.reasons': REASONS };

async function asked() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Noor Vale');
  await begun(page, base, 'preservation');
  await fill(page, preserving('fourth@mail.example', 'Forged invoices were sent to eleven firms.'));
  await sent(page);
  return { page, matter: page.url() };
}

/** What the page says when an act is tried that a rule forbids. */
async function tried(page, matter, name, values) {
  return act(page, matter, name, values).then(() => 'it was done', (no) => no.message);
}

async function consulted(page, matter) {
  await act(page, matter, 'acknowledge', {});
  const no = await tried(page, matter, 'propose_refusal', REFUSED);
  check(no.includes('Art. 40(28)'), 'on this ground nobody refuses without having consulted', no);
  await act(page, matter, 'consult', CONSULTED);
  same(await text(page, '.stage'), 'The two States consult.', 'the requested State consults');
}

async function answered(page, matter) {
  check(await arrives(page, matter, '.choices a[href$="/acts/answer_consultation"]'), 'the other State is asked');
  await page.locator('.history li:last-child summary').click();
  const said = await text(page);
  check(said.includes(CONCERN) && said.includes(GROUND) && said.includes('The access log is left out'), 'it reads the concern, the ground and the conditions', said);
  await act(page, matter, 'answer_consultation', { 'answer.accepted': 'no', 'answer.text': ANSWER });
}

async function refused(page, matter) {
  check(await arrives(page, matter, '.history li:last-child h3:has-text("The consultation was answered.")'), 'its answer comes back');
  await act(page, matter, 'propose_refusal', REFUSED);
  same(await page.locator('.choices form[action$="/acts/confirm_refusal"]').count(), 0, 'who proposed a refusal does not confirm it');
  await does('Lea Brook', matter, 'confirm_refusal');
  same((await history(page, matter)).slice(-2).join(' '), 'A refusal was proposed. The request was refused.', 'a second person confirms it');
}

async function learned(page, matter) {
  check(await arrives(page, matter, '.stage:has-text("Refused, with ground and reasons.")'), 'the requesting State sees the refusal');
  await page.locator('.history li:last-child summary').click();
  const said = await text(page, '.history li:last-child');
  check(said.includes(GROUND) && said.includes(REASONS), 'with its ground and its reasons', said);
  same(await page.locator('.choices .may').count(), 0, 'and nothing is left to do: with the refusal nothing is owed that could be enquired after');
}

export async function refusal() {
  const { page, matter } = await asked();
  const duty = await browsing({ locale: 'en' });
  const base = await signIn(duty, 'Rosa Quill');
  const there = `${base}/matters/${numberOf(matter)}`;
  check(await arrives(duty, there, '.choices'), 'the other State has the request');
  await consulted(duty, there);
  await answered(page, matter);
  await refused(duty, there);
  await learned(page, matter);
  await duty.context().close();
  await page.context().close();
}
