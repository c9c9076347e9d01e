// A drill: one contact point calls another, whoever is on duty there answers, and both see how long that took.
import { act, arrives, browsing, check, history, numberOf, plain, same, signIn, text } from './desk.mjs';

const CALLED = 'tr:has(button[aria-label$=" XBB"])';

async function called() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Noor Vale');
  await page.goto(`${base}/directory`);
  await page.click('main a[href="/test-calls"]');
  same(await text(page, `${CALLED} td:nth-child(2)`), '0', 'nobody has called the other State yet');
  await page.dblclick(`${CALLED} button`);
  await page.waitForURL(/\/matters\/[0-9a-f-]{36}$/);
  same(await text(page, '.stage'), 'Sent, not acknowledged yet.', 'one press calls, by one officer');
  check(!(await text(page)).includes('human-rights screen'), 'about no case: nothing is to be screened');
  return { page, base, matter: page.url() };
}

async function answered(matter) {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Rosa Quill');
  const there = `${base}/matters/${numberOf(matter)}`;
  check(await arrives(page, there, '.choices'), 'the call rings at the other desk');
  same(await page.locator('.choices .may').locator('button, .button').allInnerTexts(), 'Answer to a test call', 'where the one thing to do is to answer');
  await act(page, there, 'answer_test_call', { reached: 'at_the_desk' });
  same((await history(page, there)).join(' '), 'The test call was made. The test call was answered.', 'and that is all that happened');
  await page.context().close();
}

/** Who may not call sees how others answer, and no button. */
async function seen() {
  const page = await browsing({ locale: 'en' });
  const base = await signIn(page, 'Emil Sorn');
  await page.goto(`${base}/test-calls`);
  same(await page.locator('main button').count(), 0, 'who may not call has no button for it');
  await page.context().close();
}

export async function drill() {
  const { page, base, matter } = await called();
  await answered(matter);
  check(await arrives(page, matter, '.stage.last'), 'the answer comes back and ends the call');
  await page.goto(`${base}/test-calls`);
  const row = (await page.locator(`${CALLED} td`).allInnerTexts()).map(plain);
  same(row.slice(1, 5).join(' | '), '1 | 1 | 1 | 1 minute', 'one call, answered, in time, however often the button was pressed');
  await seen();
  await page.context().close();
}
