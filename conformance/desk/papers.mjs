// Papers that go with a request: attached with the keyboard and by dropping, kept, reviewed by a second person, at both desks.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { act, arrives, axe, begun, browsing, check, fill, input, link, numberOf, same, sent, signIn, signOut, text } from './desk.mjs';
import { wanting } from './requests.mjs';

const ORDER = { name: 'أمر\u202e المحكمة.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(300_000, 'order ') };
const SCAN = { name: '<b>scan.html', mimeType: 'text/html', buffer: Buffer.from('<script>document.title = "shown"</script>') };
const NOTES = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('wrong file') };
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const row = (page, file) => page.locator('#papers-now li', { hasText: sha256(file.buffer) });

/** Drops a file onto the card, as a hand does. */
async function dropped(page, file) {
  const data = await page.evaluateHandle(([name, type, text]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name, { type }));
    return transfer;
  }, [file.name, file.mimeType, file.buffer.toString()]);
  await page.dispatchEvent('#papers', 'drop', { dataTransfer: data });
}

async function clean(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  check(found.violations.length === 0, `${what}: axe finds nothing`, JSON.stringify(found.violations.map((one) => [one.id, one.nodes[0]?.html])));
}

/** Saves a paper; the answer is its name and its bytes. */
async function saved(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return [download.suggestedFilename(), fs.readFileSync(await download.path())];
}

export async function papers() {
  const page = await browsing({ locale: 'en', acceptDownloads: true });
  const base = await signIn(page, 'Emil Sorn');
  await begun(page, base, 'stored_data');
  const draft = page.url(), values = wanting(`papers-${Date.now()}@mail.example`);
  await fill(page, values);

  // With the keyboard: the field is reached by tabbing, and what is typed in the form stays.
  await page.focus('#papers-what');
  await page.keyboard.type('The order of the court');
  await page.keyboard.press('Tab');
  same(await page.evaluate(() => document.activeElement.id), 'papers-files', 'the files are chosen with the keyboard');
  await page.setInputFiles('#papers-files', [ORDER]);
  await row(page, ORDER).waitFor();
  same(await page.inputValue(input('case')), values.case, 'what was typed stays while files are sent');
  check((await row(page, ORDER).innerText()).includes('The order of the court'), 'what it is stands beside it');
  check(!(await row(page, ORDER).innerText()).includes('\u202e'), 'a name shows no tricks');
  await dropped(page, SCAN);
  await row(page, SCAN).waitFor();
  await dropped(page, NOTES);
  await row(page, NOTES).waitFor();
  same(await page.locator('#papers-now li').count(), 3, 'what is dropped is attached');
  await dropped(page, SCAN);
  await page.waitForFunction(() => !document.getElementById('papers-files').disabled);
  same(await page.locator('#papers-now li').count(), 3, 'the same file again is one');
  check(await page.locator('#papers b b').count() === 0 && await page.title() !== 'shown', 'a name of markup is a text');
  await row(page, NOTES).locator('[data-drop]').focus();
  await page.keyboard.press('Enter');
  await row(page, NOTES).waitFor({ state: 'detached' });
  await clean(page, 'the draft');
  await page.setViewportSize({ width: 360, height: 800 });
  check(await page.evaluate(() => document.documentElement.scrollWidth <= 360), 'it fits 360 pixels', await page.evaluate(() => document.documentElement.scrollWidth));
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.click('button[value=save]');
  await page.waitForURL(draft);
  await signOut(page);

  // Another session, without scripts: the papers are there, and one more is attached by the form's own button.
  const plainly = await browsing({ locale: 'en', javaScriptEnabled: false });
  await plainly.goto(link('Emil Sorn'));
  await plainly.click('main form button');
  await plainly.goto(draft);
  same(await plainly.locator('#papers-now li').count(), 2, 'papers outlive a session');
  await plainly.fill(input('case'), 'Typed without a script');
  await plainly.setInputFiles('#papers-files', [NOTES]);
  await plainly.click('button[value=check]');
  check((await text(plainly)).includes('chosen but not attached'), 'a file that was only chosen is not forgotten in silence');
  await plainly.setInputFiles('#papers-files', [NOTES]);
  await plainly.click('#papers-attach');
  await row(plainly, NOTES).waitFor();
  same(await plainly.inputValue(input('case')), 'Typed without a script', 'what was typed is kept with it');
  await row(plainly, NOTES).locator('[data-drop]').click();
  same(await plainly.locator('#papers-now li').count(), 2, 'and it is removed without a script');
  await plainly.context().close();

  const again = await browsing({ locale: 'en', acceptDownloads: true });
  await signIn(again, 'Emil Sorn');
  await again.goto(draft);
  await sent(again);
  const matter = again.url();
  await again.context().close();

  // The second person sees and saves exactly what will go.
  const second = await browsing({ locale: 'en', acceptDownloads: true });
  await signIn(second, 'Ida Marek');
  await second.goto(matter);
  const waiting = second.locator('section[aria-labelledby=waiting]');
  same(await waiting.locator('li').count(), 2, 'the second person sees the papers before sending');
  const [name, bytes] = await saved(second, waiting.locator('li', { hasText: sha256(SCAN.buffer) }).locator('a'));
  check(bytes.equals(SCAN.buffer) && name.endsWith('scan.html') && !name.includes('<'), 'and saves one under a harmless name', name);
  await clean(second, 'the matter');
  await act(second, matter, 'send_request', {});
  same(await second.locator('section[aria-labelledby=waiting]').count(), 0, 'nothing waits any more');
  same(await second.locator('.history .papers li').count(), 2, 'the message shows its papers');
  await second.context().close();

  const other = await browsing({ locale: 'en', acceptDownloads: true });
  const there = await signIn(other, 'Rosa Quill');
  const theirs = `${there}/matters/${numberOf(matter)}`;
  check(await arrives(other, theirs, '.papers .tag.good >> nth=1'), 'both papers arrive at the other State');
  const came = other.locator('.papers li', { hasText: sha256(ORDER.buffer) });
  const [, order] = await saved(other, came.locator('a'));
  check(order.equals(ORDER.buffer), 'with the bytes that were signed');

  // An act of the other State takes one along too.
  await act(other, theirs, 'acknowledge', {});
  await other.goto(`${theirs}/acts/ask`);
  await fill(other, { question: 'Which of the two accounts?' });
  await other.setInputFiles('#papers-files', [NOTES]);
  await row(other, NOTES).waitFor();
  await clean(other, 'the act');
  await other.click('main form.stack button:not(.quiet)');
  await other.waitForURL(/#history$/);
  same(await other.locator('.papers li', { hasText: sha256(NOTES.buffer) }).count(), 1, 'a question takes its paper along');
  await other.context().close();
}
