// Stored data, from a request prepared and sent by two persons to two files in the seal, and to a court.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { act, arrives, begun, browsing, check, does, fill, history, lost, numberOf, ofNode, same, sent, signIn, text } from './desk.mjs';
import { ending } from './ending.mjs';
import { judged, judgedInAll } from './pages.mjs';
import { authorising, PASSED, SCREENED, wanting } from './requests.mjs';

const ACCOUNT = 'third@mail.example';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const LEFT_OUT = {
  'left_out.0.part': 'The access log of the first week of October',
  'left_out.0.reasons': 'The provider had deleted it before the request came.',
};
const FIRST = { ...LEFT_OUT, 'left_out.0.reasons': 'It is not there.' };
const HOSTILE = '<!doctype html><script>parent.document.title = "taken"</script><h1>taken</h1>';
/** Parts of 8 MiB. */
const LARGE_PARTS = 3;

/** The first file comes in parts; the name of the second is longer than a plain tar header holds; then what is looked at. */
const FILES = [
  { name: 'mailbox.mbox', mimeType: 'application/mbox', buffer: Buffer.alloc((LARGE_PARTS - 1) * 8 * 1024 * 1024 + 70_000, 'a') },
  { name: '\u043F\u0438\u0441\u044C\u043C\u043E '.repeat(12) + '.eml', mimeType: 'message/rfc822', buffer: Buffer.alloc(1, 'b') },
  { name: 'photograph.txt', mimeType: 'text/plain', buffer: PNG },
  { name: 'page.png', mimeType: 'image/png', buffer: Buffer.from(HOSTILE) },
];

/** "Not uploaded: mailbox.mbox: Nothing is released without a recorded authorisation." */
const IN_ARABIC = '\u0644\u0645 \u064A\u064F\u0631\u0641\u0639: mailbox.mbox: \u0644\u0627 \u064A\u064F\u0633\u0644\u064E\u0651\u0645 \u0634\u064A\u0621 \u062F\u0648\u0646 \u0625\u0630\u0646 \u0645\u0633\u062C\u064E\u0651\u0644. (\u0627\u0644\u0645\u0627\u062F\u0629 24 (4))';

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

/** Chooses files; waits until they are here, or the page says why not. */
async function uploaded(page, matter, files = FILES) {
  await page.goto(`${matter}/acts/record_sealed`);
  await page.setInputFiles('#files', files);
  await page.waitForFunction((count) => document.querySelectorAll('#chosen code').length === count || document.querySelector('#said .fault'), files.length);
}

/** Nothing is uploaded, and the page says so with the rule's words. */
async function refused(page, matter, words) {
  await uploaded(page, matter, FILES.slice(0, 1));
  same(await text(page, '#said'), words, `refused: ${words}`);
}

/** A part that a bad line changed: the page sends it once more, by itself. */
async function broken(page, matter, files) {
  let sent = 0;
  await page.route('**/uploads/*', (route) => {
    sent += route.request().method() === 'PATCH' ? 1 : 0;
    return route.request().method() === 'PATCH' && sent === 2 ? route.fulfill({ status: 460, headers: { 'Tus-Resumable': '1.0.0' } }) : route.continue();
  });
  await uploaded(page, matter, files);
  await page.unroute('**/uploads/*');
  return sent;
}

export async function evidence() {
  const number = await requested();
  const custodian = await browsing({ locale: 'en' });
  const base = await signIn(custodian, 'Finn Dale');
  const matter = `${base}/matters/${number}`;
  check(await arrives(custodian, matter, '.choices'), 'sent by a second person, the request is with the other State');
  await does('Rosa Quill', matter, 'acknowledge');
  await does('Lea Brook', matter, 'screen_rights', SCREENED);
  await refused(custodian, matter, 'Not uploaded: mailbox.mbox: Nothing is released without a recorded authorisation. (Art. 24(4))');

  const arabic = await browsing({ locale: 'ar' });
  await signIn(arabic, 'Finn Dale');
  await refused(arabic, matter, IN_ARABIC);
  await arabic.context().close();

  await does('Judge Amon Tell', matter, 'authorise', authorising(ACCOUNT));
  await does('Lea Brook', matter, 'decide_personal_data', PASSED);
  const duty = await browsing({ locale: 'en' });
  await signIn(duty, 'Rosa Quill');
  await refused(duty, matter, 'Not uploaded: mailbox.mbox: this needs one of the roles Evidence custodian; ask an administrator');
  await duty.context().close();

  const before = await history(custodian, matter);
  const sent = await broken(custodian, matter, FILES);
  same(sent, LARGE_PARTS + 4, 'a part that did not arrive as it was is sent once more, and no other one');
  const shown = await custodian.locator('#chosen code').allInnerTexts();
  same(shown.join(' '), FILES.map((file) => createHash('sha256').update(file.buffer).digest('hex')).join(' '), 'the SHA-256 of each file is shown before the sealing');
  await judged(custodian, 'en', 'files on their way into the seal');
  await custodian.fill('#compare', shown[1].toUpperCase());
  await custodian.click('form:has(#compare) button');
  same(await custodian.locator('#chosen .tag.good').count(), 1, 'one of them is the one that was given');
  await custodian.click('main form.stack button');
  await custodian.waitForURL(/#history$/);
  const after = await history(custodian, matter);
  same(after.slice(before.length), 'The package was sealed.', 'and the sealing is the one thing that came to the history');
  await leftOut(custodian, matter);
  await custodian.context().close();
  await released(matter);
  await looked(number);
}

/** Something was asked for and is not in the package: the proposal to release it says so. */
async function leftOut(page, matter) {
  await page.goto(`${matter}/acts/propose_transfer`);
  await judgedInAll(page, 'a release that leaves something out');
  const no = await act(page, matter, 'propose_transfer', { ...LEFT_OUT, 'left_out.0.ground': 'essential_interests' }).then(() => 'it was done', (said) => said.message);
  check(no.includes('Art. 40(28)'), 'a part is refused as the whole is: on this ground after a consultation', no);
  await page.goto(`${matter}/acts/propose_transfer`);
  await fill(page, FIRST);
  await page.click('button[value=more]');
  await page.locator('[name="f.left_out.1.part"]').waitFor();
  same((await lost(page, FIRST)).join(' '), '', 'one more part may be named, and what was typed stands');
  await page.click('main form.stack button:not(.quiet)');
  await page.waitForURL(/#history$/);
  same((await history(page, matter)).at(-1), 'The release of the evidence was proposed.', 'what is not there is said when the release is proposed');
}

/** The second person releases what their page shows, and nothing that was proposed meanwhile. */
async function released(matter) {
  const page = await browsing({ locale: 'en' });
  await signIn(page, 'Lea Brook');
  await page.goto(`${matter}/acts/confirm_transfer`);
  check((await text(page, 'main')).includes(FIRST['left_out.0.reasons']), 'the second person reads what is left out', await text(page, 'main'));
  await does('Lea Brook', matter, 'return_transfer', { note: 'Say since when it is gone.' });
  await does('Finn Dale', matter, 'propose_transfer', LEFT_OUT);
  await page.click('main form.stack button');
  await page.locator('.notice.bad').waitFor();
  const said = await text(page, 'main');
  check(said.includes('look at it again') && said.includes(LEFT_OUT['left_out.0.reasons']), 'another release that was proposed meanwhile is shown first', said);
  await page.click('main form.stack button');
  await page.waitForURL(/#history$/);
  await page.context().close();
}

/** The other State pulls the package, opens it, and looks at a picture and at a page that would like to be one. */
async function looked(number) {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Theo Lind');
  const matter = `${base}/matters/${number}`;
  check(await arrives(page, matter, '.choices [href$="/acts/record_received"], .choices form[action$="/acts/record_received"]'), 'the release arrives');
  await page.locator('.history li:last-child summary').click();
  const release = await text(page, '.history li:last-child');
  check(release.includes(LEFT_OUT['left_out.0.part']) && release.includes(LEFT_OUT['left_out.0.reasons']), 'and says what is not in it, and why', release);
  await page.goto(`${matter}/acts/record_received`);
  await page.click('main form.stack button');
  check(await arrives(page, matter, '.choices a[href$="/acts/open_evidence"]'), 'the package is pulled');
  await page.goto(`${matter}/pull`);
  same(await text(page, '#pull b'), 'All of the package is here and verified.', 'and its page says so');
  await judgedInAll(page, 'a pull');
  await page.goto(`${matter}/acts/open_evidence`);
  await fill(page, { purpose: 'investigation', reason: 'The letters of the third account.' });
  await page.click('main form.stack button');
  await page.waitForURL(/\/opened$/);
  same(await page.locator('main .coming li').count(), FILES.length, 'the opening leads to the items');
  await judgedInAll(page, 'opened evidence');
  await page.click('main .coming li:nth-child(3) a');
  await judgedInAll(page, 'a picture in its frame');
  const width = await page.frameLocator('iframe').locator('img').evaluate((one) => one.naturalWidth);
  same(width, 1, 'a picture is shown, whatever it is called');
  await page.goto(`${matter}/opened`);
  await page.click('main .coming li:nth-child(4) a');
  same(await page.frameLocator('iframe').locator('pre').innerText(), HOSTILE, 'a page that calls itself a picture is a text');
  check(!(await page.title()).includes('taken'), 'and its script does nothing');
  const events = await history(page, matter);
  same(events.filter((one) => one === 'The evidence was opened.').length, 1, 'the opening is on record, once');
  const chain = await page.locator('.custody b').allInnerTexts();
  same(chain.join(' '), 'The evidence was released. The evidence was received and verified. The evidence was opened.', 'the chain of custody is drawn from hand to hand');
  const card = await text(page, 'section:has(> .custody)');
  check(card.includes('Conditions of use in force') && /[0-9a-f]{64}/.test(card) && card.includes('proceedings before a court'), 'beside the package and the conditions of its use', card);
  await reported(page, matter);
  await page.context().close();
  await told(number);
  await ending(number);
}

/** What is said in a card of the report. */
const reportOf = (page) => text(page, 'section:has(> #report)');

/** The case file is verified before it leaves, and its report stands on the page and goes with the export. */
async function reported(page, matter) {
  await page.goto(matter);
  check((await reportOf(page)).includes('The case file has not been verified here yet.'), 'before anybody asks there is no report', await reportOf(page));
  await page.click('form[action$="/report"] button');
  await page.waitForURL(/#report$/);
  const said = await reportOf(page);
  check(said.includes('All that could be checked holds') && said.includes('Theo Lind'), 'the verifier is run, and who had it run is named', said);
  check(/As of when each State is shown\s+XAA: its keys as they were vouched for at .*XBB: its keys as they were vouched for at .*its log as witnesses held it at/s.test(said), 'it says as of when each State is shown', said);
  await page.click('section:has(> #report) summary');
  const lines = await page.locator('section:has(> #report) details .findings li').allInnerTexts();
  check(lines.some((line) => /^PASSED Every part of the sealed evidence is unchanged$/.test(line.trim())), 'one line a check, in plain words', lines.join('; '));
  check((await reportOf(page)).includes("no substitute for the court's own verification"), 'and what it is not', await reportOf(page));
  await judged(page, 'en', 'a report of the verifier, opened');
  await exported(page, matter);
}

/** The export, with its report in French. */
async function exported(page, matter) {
  await page.goto(`${matter}/acts/export_evidence`);
  await judgedInAll(page, 'an export');
  await fill(page, { purpose: 'court_proceedings', recipient: 'District Court' });
  await page.selectOption('#report-in', 'fr');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('main form.stack button')]);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'comity-court-'));
  const file = path.join(folder, 'case.tar');
  await download.saveAs(file);
  const texts = fs.readFileSync(file, 'utf8');
  check(texts.includes('report/report.txt') && texts.includes('report/statement.jws.json'), 'the export holds the report and its signature');
  check(texts.includes('Rapport de l\u2019\u00C9tat qui a export\u00E9 ce dossier') && texts.includes('Il ne remplace pas la v\u00E9rification du tribunal'), 'in the language that was chosen for the court');
  const { program, data } = ofNode('xaa');
  const court = spawnSync(program, ['verify', file, '--policy', path.join(data, '..', 'policy.toml')], { env: {}, encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  check(court.stdout.includes(LEFT_OUT['left_out.0.part']), 'the court reads what is not in the evidence', court.stdout);
  check(court.status === 0 && court.stdout.includes('PASSED      The enclosed report is unchanged'), 'and a court with a policy of its own accepts all of it', court.stdout + court.stderr);
  same((await history(page, matter)).at(-1), 'Evidence was exported.', 'and the export is on record');
}

/** Another officer reads the kept report in another language. */
async function told(number) {
  const page = await browsing({ locale: 'ar' });
  const base = await signIn(page, 'Theo Lind');
  await page.goto(`${base}/matters/${number}`);
  await page.click('section:has(> #report) summary');
  const said = await reportOf(page);
  check(!/PASSED|unchanged|vouched/.test(said) && said.includes('\u0633\u0644\u064A\u0645'), 'who reads Arabic reads the kept report in Arabic', said);
  await judged(page, 'ar', 'a report of the verifier in Arabic');
  await page.context().close();
}
