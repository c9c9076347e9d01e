// Who is on call: a second duty officer is appointed, shifts are entered, one ends with a note, and the next one reads it.
import { browsing, check, same, settled, signIn, text } from './desk.mjs';

const NOTE = 'XBB calls back at six. <b>Nothing</b> else is open.';

/** A second duty officer, appointed at the desk: the link that signs her in. */
async function appointed() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Juno Hart');
  await page.goto(`${base}/administration`);
  await page.fill('#id', 'ada.finch');
  await page.fill('#name', 'Ada Finch');
  await page.check('input[value=duty_officer]');
  await page.click('form[action="/administration/officers"] button');
  const link = await text(page, 'code.copy');
  await page.context().close();
  return link;
}

async function welcomed(link) {
  const page = await browsing({ locale: 'en' });
  await page.goto(link);
  await page.click('main form button');
  await page.waitForURL((url) => !url.pathname.startsWith('/welcome'));
  await settled(page);
  return page;
}

/** Presses a button that leads to another page, be it at the same address. */
async function pressed(page, button) {
  const answered = page.waitForEvent('load');
  await page.click(button);
  await answered;
}

/** Fills a shift in, so many hours from now, in the browser's own time zone. */
async function entered(page, officer, from, to) {
  const typed = (hours) => page.evaluate((hours) => {
    const at = new Date(Date.now() + hours * 3_600_000);
    return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }, hours);
  await page.selectOption('#officer', officer);
  await page.fill('#from', await typed(from));
  await page.fill('#to', await typed(to));
  await pressed(page, 'form[action="/roster"] button');
}

async function planned(page, base) {
  await page.goto(`${base}/roster`);
  check((await text(page)).includes('Nobody is on call.'), 'before anybody is entered, nobody is on call');
  await entered(page, 'noor.vale', 0, 8);
  await entered(page, 'ada.finch', 8, 16);
  same(await page.locator('section[aria-labelledby=shifts] tbody tr').count(), 2, 'two shifts are entered');
  same(await page.locator('section[aria-labelledby=gaps] li').count(), 1, 'the rest of the week is shown as a gap');
  await entered(page, 'ada.finch', 4, 6);
  check((await text(page, '.fault')).includes('Noor Vale is from'), 'a shift that overlaps is told beside its field, with whose it overlaps');
  same(await page.inputValue('#officer'), 'ada.finch', 'and nothing typed is lost');
  await page.goto(`${base}/`);
  const duty = await text(page, 'main > .duty');
  check(/On call now: Noor Vale until .+ UTC/.test(duty), 'the start page says who is on call, in the own zone and in UTC', duty);
}

async function ended(page, base) {
  await page.goto(`${base}/roster`);
  await page.click('details summary');
  await page.fill('#text', NOTE);
  await pressed(page, 'form[action$="/hand-over"] button');
  check((await text(page)).includes('Nobody is on call.'), 'the shift has ended');
  await page.goto(`${base}/`);
  same(await page.locator('form[action$="/read"]').count(), 0, 'whoever wrote the note need not read it');
}

async function read(page, base) {
  await page.goto(`${base}/`);
  check((await text(page, '.left')).includes(NOTE), 'the next officer sees the note on the start page, as it was typed');
  await pressed(page, '.left button');
  same(await page.locator('.left').count(), 0, 'one press, and it is read');
}

export async function roster() {
  const link = await appointed();
  const noor = await browsing({ locale: 'en' });
  const base = await signIn(noor, 'Noor Vale');
  await planned(noor, base);
  await ended(noor, base);
  const ada = await welcomed(link);
  await read(ada, base);
  await ada.context().close();
  await noor.goto(`${base}/roster`);
  check((await text(noor)).includes('Read by Ada Finch'), 'and the one who wrote it sees by whom');
  await noor.context().close();
}
