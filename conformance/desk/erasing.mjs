// The texts of an ended matter are erased by two persons: what was said, noted and translated is gone, its place is not.
import { act, arrives, begun, browsing, check, does, fill, history, numberOf, same, sent, signIn, text, written } from './desk.mjs';
import { preserving } from './requests.mjs';

const ACCOUNT = 'forgotten@mail.example';
const NOTE = 'The office called; nothing was found.';
const BASIS = 'Records Act of Belmora, section 12';

async function withdrawn() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Noor Vale');
  await begun(page, base, 'preservation');
  await fill(page, preserving(ACCOUNT, 'Forged invoices were sent to eleven firms.'));
  await sent(page);
  const matter = page.url();
  await act(page, matter, 'withdraw', { reasons: 'The case was settled.' });
  return { page, matter };
}

async function proposed(page, matter) {
  await written(page, matter, NOTE);
  await act(page, matter, 'propose_erasure', { legal_basis: BASIS });
  const said = await text(page);
  check(said.includes('Erasing the texts waits for its second person.') && said.includes(ACCOUNT) && said.includes(NOTE), 'what waits for its second person is still there', said);
  same(await page.locator('.choices form[action$="/acts/confirm_erasure"]').count(), 0, 'who proposed it does not confirm it');
}

async function forgotten(page, base, matter) {
  await page.goto(matter);
  const said = await text(page);
  check(said.includes('The texts are erased.') && !said.includes(ACCOUNT) && !said.includes(NOTE), 'nothing of the matter can be read any more', said);
  same(await page.locator('.history li').count() > 3, true, 'each event keeps its place');
  check(said.includes('its digest and its place in the log stay'), 'and says that its text was erased', said);
  same((await history(page, matter)).at(-1), 'The texts of the matter were erased; their digests stay in the log.', 'the last one says so');
  await page.locator('.history li:last-child summary').click();
  check((await text(page, '.history li:last-child')).includes(BASIS), 'and on which basis');
  same(await page.locator('.choices .may').locator('button, .button').count() + await page.locator('form[action$="/notes"]').count(), 0, 'nothing is left to do');
  await page.goto(`${base}/matters?find=forgotten`);
  same(await page.locator('main tbody a[href^="/matters/"]').count(), 0, 'and nobody finds it by whom it named');
}

export async function erasing() {
  const { page, matter } = await withdrawn();
  const authority = await browsing({ locale: 'en' });
  const base = await signIn(authority, 'Judge Amon Tell');
  const there = `${base}/matters/${numberOf(matter)}`;
  check(await arrives(authority, there, '.choices a[href$="/acts/propose_erasure"]'), 'once its course has ended, the texts may be erased');
  await proposed(authority, there);
  await does('Lea Brook', there, 'confirm_erasure');
  await forgotten(authority, base, there);
  await page.goto(matter);
  check((await text(page)).includes(ACCOUNT), 'the other State holds its own copy');
  await authority.context().close();
  await page.context().close();
}
