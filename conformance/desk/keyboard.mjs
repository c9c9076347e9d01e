// A request from sign-in to sending, and its way through the worklist, by keyboard alone.
import { browsing, check, link, same, settled, text } from './desk.mjs';
import { preserving } from './requests.mjs';

const TABS_MAX = 200;

/** Walks with Tab until what has the focus matches; the focus must be seen wherever it stands. */
async function tabbed(page, selector) {
  for (let tab = 0; tab < TABS_MAX; tab += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate((selector) => {
      const on = document.activeElement;
      const style = getComputedStyle(on);
      return { there: on.matches(selector), seen: style.outlineStyle !== 'none' || on.matches('iframe, body') };
    }, selector);
    if (!at.seen) check(false, 'the focus is seen', await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120)));
    if (at.there) return true;
  }
  check(false, `Tab leads to ${selector}`, page.url());
  return false;
}

/** Types into the input that has the focus, or chooses what begins so. */
async function typed(page, name, value) {
  await tabbed(page, `[name="f.${name}"]`);
  for (const one of [value].flat()) {
    const kind = await page.evaluate(() => document.activeElement.type);
    if (kind === 'checkbox') {
      while (await page.evaluate((value) => document.activeElement.value !== value, one)) await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
    } else if (kind === 'select-one') {
      const words = await page.evaluate((value) => [...document.activeElement.options].find((one) => one.value === value).text, one);
      await page.keyboard.type(words);
    } else if (kind === 'datetime-local') {
      // Its parts stand in the order of the browser's language, each taken by typing.
      const [day, time] = one.split('T');
      const [year, month, date] = day.split('-');
      await page.keyboard.type(`${month}${date}${year}`);
      await page.keyboard.press('Tab');
      const [hour, minute] = time.split(':').map(Number);
      await page.keyboard.type(`${String(hour % 12 || 12).padStart(2, '0')}${String(minute).padStart(2, '0')}${hour < 12 ? 'AM' : 'PM'}`);
    } else {
      await page.keyboard.type(one);
    }
  }
}

/** What is filled in, in the order in which the form asks for it. */
async function filled(page, fields) {
  const order = await page.locator('[name^="f."]').evaluateAll((all) => [...new Set(all.map((one) => one.name.slice(2)))]);
  for (const name of order) if (name in fields) await typed(page, name, fields[name]);
}

async function drafted(page) {
  await page.goto(new URL('/matters', page.url()).href);
  await page.keyboard.press('Tab');
  same(await text(page, ':focus'), 'Skip to the content', 'the first Tab offers to skip the menu');
  await page.keyboard.press('Enter');
  await tabbed(page, 'a[href="/drafts/new"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/drafts\/new$/);
  await tabbed(page, '#to');
  await page.keyboard.type('XBB');
  await tabbed(page, 'input[name=measure]');
  while (await page.evaluate(() => document.activeElement.value !== 'preservation')) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await tabbed(page, 'main form button');
  await page.keyboard.press('Enter');
  await page.waitForURL(/drafts\/[0-9a-f-]{36}$/);
}

async function sentByKeys(page) {
  await filled(page, preserving('keys@mail.example', 'Written without a mouse.'));
  await tabbed(page, 'button[value=send]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/matters\/[0-9a-f-]{36}$/);
  check((await text(page)).includes('Written without a mouse.'), 'a request is drafted and sent by keyboard alone');
}

/** The worklist knows keys of its own. */
async function walked(page) {
  await page.goto(new URL('/matters', page.url()).href);
  await page.keyboard.press('/');
  same(await page.evaluate(() => document.activeElement.id), 'find', 'a slash leads to the search');
  await page.keyboard.type('keys@mail.example');
  await page.keyboard.press('Enter');
  await page.waitForURL(/find=/);
  same(await page.locator('main tbody tr').count(), 1, 'which finds the account');
  await page.goto(new URL('/matters', page.url()).href);
  const rows = await page.locator('main tbody tr a').evaluateAll((all) => all.map((one) => one.href));
  const at = () => page.evaluate(() => document.activeElement.href);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  same(await at(), rows[0], 'j goes down a row and k goes up');
  await page.keyboard.press('Enter');
  await page.waitForURL(rows[0]);
}

export async function keyboard() {
  const page = await browsing({ locale: 'en-US' });
  await page.goto(link('Noor Vale'));
  await tabbed(page, 'main form button');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/welcome'));
  await settled(page);
  await drafted(page);
  await sentByKeys(page);
  await walked(page);
  await page.context().close();
}
