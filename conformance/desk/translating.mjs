// A translation beside what a message says: the State's own, marked as unofficial, and seen by nobody else.
import { browsing, check, numberOf, same, signIn, text } from './desk.mjs';

const TYPED = '<b>Bitte sichern</b> & "warten"\n\u0627\u0644\u0631\u062C\u0627\u0621 \u062D\u0641\u0638 \u0627\u0644\u0628\u064A\u0627\u0646\u0627\u062A';

/** Opens what the first message says. */
async function opened(page, matter) {
  await page.goto(matter);
  const message = page.locator('.history li:has(.beside)').first();
  await message.locator('summary').click();
  return message;
}

async function kept(page, matter) {
  const message = await opened(page, matter);
  await message.locator('textarea').fill(TYPED);
  await message.locator('form button').click();
  await page.waitForURL(/#e\d+$/);
}

export async function translating() {
  const rosa = await browsing({ locale: 'en' });
  const base = await signIn(rosa, 'Rosa Quill');
  await rosa.goto(`${base}/matters?side=requested`);
  await rosa.locator('main tbody a[href^="/matters/"]').first().click();
  await rosa.waitForURL(/\/matters\/[0-9a-f-]{36}$/);
  const matter = rosa.url(), before = await rosa.locator('.history li').count();
  await kept(rosa, matter);
  await kept(rosa, matter);
  const message = await opened(rosa, matter);
  same(await message.locator('.own').count(), 1, 'sent twice, a translation is kept once');
  same(await message.locator('.own .text').innerText(), TYPED, 'it is shown as it was typed, and as text');
  const said = await message.locator('.translation').innerText();
  check(said.includes('unofficial') && said.includes('Rosa Quill') && /UTC/.test(said), 'with who, when, and that it is unofficial', said);
  check(await message.locator('.beside dl').count() === 1, 'the original stands beside it');
  same(await rosa.locator('.history li').count(), before, 'and nothing of it is in the history');
  await rosa.emulateMedia({ media: 'print' });
  check(!await message.locator('.translation').isVisible(), 'on paper stands the original alone');

  const otto = await browsing({ locale: 'en' });
  const read = await opened(otto, `${await signIn(otto, 'Otto Reeve')}/matters/${numberOf(matter)}`);
  check(await read.locator('.own').count() === 1 && await otto.locator('main form').count() === 0, 'an overseer reads it and writes none');

  const noor = await browsing({ locale: 'en' });
  await noor.goto(`${await signIn(noor, 'Noor Vale')}/matters/${numberOf(matter)}`);
  check(await noor.locator('.history li').count() > 0 && !(await text(noor)).includes('Bitte') && await noor.locator('.own').count() === 0,
    'the other State has none of it');
  for (const page of [rosa, otto, noor]) await page.context().close();
}
