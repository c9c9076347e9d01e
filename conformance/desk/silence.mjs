// A contact point is silent: the State that waits takes a proof of it from its desk, and a court verifies it alone.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { begun, browsing, check, fill, ofNode, sent, signIn, text } from './desk.mjs';
import { preserving } from './requests.mjs';

const HELD = 'XBB';

/** What `comity verify` says of a file, with a policy of the court's own and nothing else. */
function verified(file) {
  const { program, data } = ofNode('xaa');
  const court = spawnSync(program, ['verify', file, '--policy', path.join(data, '..', 'policy.toml')], { env: {}, encoding: 'utf8' });
  return { passed: court.status === 0, said: court.stdout + court.stderr };
}

/** The proof that the page gives, once the other State's receipt is here. */
async function taken(page, matter, folder) {
  const file = path.join(folder, 'silence.tar');
  await page.goto(matter);
  await page.click('details:has(a[href$="/silence"]) summary');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href$="/silence"]')]);
  await download.saveAs(file);
  return file;
}

export async function silence() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Noor Vale');
  await begun(page, base, 'preservation');
  await fill(page, preserving('silent@mail.example', 'Nobody answers this.'));
  await sent(page);
  const matter = page.url();
  check((await text(page, 'section:has(> #owed)')).includes('owed by the other State') || (await text(page, 'section:has(> #owed)')).includes('other State'), 'the page says that the other State owes an answer', await text(page, 'section:has(> #owed)'));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'comity-silence-'));
  const file = await taken(page, matter, folder);
  const { passed, said } = verified(file);
  check(passed, 'the proof of silence verifies offline', said);
  check(said.includes(HELD) && /said nothing|silen/i.test(said), 'and says who was silent, and since when', said);
  const texts = fs.readFileSync(file);
  const at = texts.indexOf(HELD);
  const forged = path.join(folder, 'forged.tar');
  texts[at] = texts[at] === 89 ? 90 : 89;
  fs.writeFileSync(forged, texts);
  check(!verified(forged).passed, 'one changed byte is found');
  fs.rmSync(folder, { recursive: true });
  await page.context().close();
}
