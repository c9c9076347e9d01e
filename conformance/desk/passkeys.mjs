// Passkeys, with an authenticator that only exists in the browser.
import { authenticator, browsing, check, keyMade, same, signIn, signOut, text } from './desk.mjs';

export async function passkeys() {
  const page = await browsing({ locale: 'en' });
  const { devices, authenticatorId } = await authenticator(page);
  const base = await signIn(page, 'Emil Sorn');

  const row = await keyMade(page, base, 'a <b>key</b> of mine');
  same(await row.locator('td').first().innerText(), 'a <b>key</b> of mine', 'a passkey is made, and its name shown as it was typed');
  const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId });
  check(credentials.length === 1 && credentials[0].isResidentCredential, 'it is found without a name being typed');

  const before = await page.context().cookies();
  await signOut(page);
  await page.goto(`${base}/account`);
  check(new URL(page.url()).pathname === '/sign-in', 'after signing out the account is closed');
  await page.click('#sign-in');
  await page.waitForURL(`${base}/account`);
  check((await text(page, '.who')).includes('Emil Sorn'), 'the passkey signs its officer in, to the page that was asked for');
  const after = await page.context().cookies();
  check(before[0].value !== after[0].value && after[0].httpOnly, 'the session is a new one, and no script reads it');

  await signOut(page);
  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.click('#sign-in');
  await page.waitForFunction(() => document.getElementById('said').textContent !== '');
  check(new URL(page.url()).pathname === '/sign-in', 'nobody signs in without showing that it is they');

  await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await signIn(page, 'Emil Sorn');
  await page.goto(`${base}/account`);
  await row.locator('button').click();
  await row.waitFor({ state: 'detached' });
  await signOut(page);
  await page.click('#sign-in');
  await page.waitForFunction(() => document.getElementById('said').textContent !== '');
  check(new URL(page.url()).pathname === '/sign-in', 'a passkey that was dropped signs nobody in');
  await page.context().close();
}
