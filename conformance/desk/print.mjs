// A matter on paper: all that happened, and nothing to press.
import { axe, browsing, check, same, signIn, written } from './desk.mjs';

/** The fullest matter of the worklist. */
async function fullest(page, base) {
  await page.goto(`${base}/matters?side=requested`);
  const all = await page.locator('main tbody a[href^="/matters/"]').evaluateAll((all) => all.map((one) => one.href));
  const counted = [];
  for (const matter of all) {
    await page.goto(matter);
    counted.push([await page.locator('.history li').count(), matter]);
  }
  return counted.sort(([one], [other]) => other - one)[0][1];
}

const seen = (page, selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length);

/** What paper shows of it. */
async function onPaper(page, colorScheme) {
  await page.emulateMedia({ media: 'print', colorScheme });
  same(await seen(page, 'button, input, textarea, select, nav, .button, form'), 0, `${colorScheme}: nothing to press and nothing to type into`);
  const events = await page.locator('.history li').count(), said = await page.locator('.history dl').count();
  check(events > 5 && said > 0, `${colorScheme}: there is a history to print`, `${events} events, ${said} say something`);
  same(await seen(page, '.history h3'), events, `${colorScheme}: every event is on it`);
  same(await seen(page, '.history dl'), said, `${colorScheme}: and what each says, opened or not`);
  same(await page.locator('.notes li').count() > 0 && await seen(page, '.notes li'), 0, `${colorScheme}: no internal note is`);
  const { ground, faint } = await contrast(page);
  check(ground === 'rgb(255, 255, 255)' && faint.length === 0, `${colorScheme}: dark ink on white paper`, `${ground} ${faint.join(', ')}`);
}

/** The colour of the paper, and what is hard to read on it. */
async function contrast(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'rule', values: ['color-contrast'] } });
    return { ground: getComputedStyle(document.body).backgroundColor, faint: violations.flatMap((one) => one.nodes.map((node) => node.html.slice(0, 80))) };
  });
}

export async function print() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Rosa Quill');
  const matter = await fullest(page, base);
  await written(page, matter, 'For us alone.');
  for (const colorScheme of ['light', 'dark']) await onPaper(page, colorScheme);
  const pdf = await page.pdf({ format: 'A4' });
  check(pdf.subarray(0, 5).toString() === '%PDF-' && pdf.length > 10_000, 'it prints');
  await page.context().close();
}
