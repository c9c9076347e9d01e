// Signing in at the State's own OpenID provider: another project's provider and library judge ours. The node is one of our
// own, as only its administrator names a provider.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { authenticator, browsing, check, keyMade, ofNode, packages, same, signOut, text } from './desk.mjs';
import { judged } from './pages.mjs';

const NAME = 'Login XCC';
const SECRET = 'a secret of the desk and the provider';

/** A server on a free port of this machine. */
const listening = (handler) => new Promise((ready) => {
  const server = http.createServer(handler).listen(0, '127.0.0.1', () => ready(server));
});

/** A free port. */
async function port() {
  const server = await listening();
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A provider at which whoever types a name is that. */
async function provided(back) {
  const { Provider } = await import(pathToFileURL(packages.resolve('oidc-provider')));
  let provider;
  const server = await listening((request, response) => provider.callback()(request, response));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = new Provider(issuer, {
    clients: [{ client_id: 'comity', client_secret: SECRET, redirect_uris: [back], response_types: ['code'], grant_types: ['authorization_code'] }],
    cookies: { keys: ['only for this story'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  });
  return { server, issuer };
}

/** A node of its own, at whose desk `ida` works. */
async function hosted(folder, issuer, listen) {
  const { program, data } = ofNode('xaa');
  const own = path.join(folder, 'xcc');
  const run = (...words) => execFileSync(program, [...words, '--data', own], { encoding: 'utf8', stdio: 'pipe' });
  run('init', '--state', 'XCC', '--anchor', path.join(data, 'anchor.json'), '--listen', `127.0.0.1:${await port()}`,
    '--desk-listen', listen, '--desk-url', `http://localhost:${listen.split(':')[1]}`);
  const secret = path.join(own, 'openid.secret');
  fs.writeFileSync(secret, `${SECRET}\n`, { mode: 0o600 });
  const config = path.join(own, 'node.toml');
  const desk = `\n[desk.openid]\nname = "${NAME}"\nissuer = "${issuer}"\nclient_id = "comity"\nsecret_file = "openid.secret"\n`;
  fs.appendFileSync(config, desk);
  run('officer', 'add', '--id', 'ida', '--name', 'Ida Marek', '--role', 'drafter', '--profile', path.join(folder, 'ida.toml'));
  const link = run('officer', 'link', '--id', 'ida').match(/http:\S+\/welcome\/\S+/)[0];
  const node = spawn(program, ['serve', '--data', own], { stdio: ['ignore', 'pipe', 'pipe'] });
  node.stdout.resume();
  await new Promise((serving, ended) => {
    node.once('exit', () => ended(new Error('the node with a provider does not start')));
    // Read to its end: a node that cannot write its log would wait for ever.
    createInterface({ input: node.stderr }).on('line', (line) => line.includes('serving') && serving());
  });
  return { node, link };
}

/** A browser; the provider's own pages ask for letters from elsewhere, and no test leaves the machine. */
async function visitor(locale) {
  const page = await browsing({ locale });
  await page.route((url) => !['localhost', '127.0.0.1'].includes(url.hostname), (route) => route.fulfill({ contentType: 'text/css', body: '' }));
  return page;
}

/** Types a name at the provider, and agrees to be named. */
async function known(page, name) {
  await page.fill('input[name=login]', name);
  await page.fill('input[name=password]', 'any');
  await page.click('button[type=submit]');
  await page.click('button[type=submit]');
}

export async function provider() {
  const listen = `127.0.0.1:${await port()}`;
  const base = `http://localhost:${listen.split(':')[1]}`;
  const { server, issuer } = await provided(`${base}/sign-in/openid/back`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'comity-provider-'));
  const { node, link } = await hosted(folder, issuer, listen);
  const page = await visitor('en');
  try {
    await authenticator(page);
    await page.goto(link);
    await page.click('main form button');
    await keyMade(page, base, 'a key');
    await page.click('#provider form button');
    await page.waitForURL(`${issuer}/**`);
    check(true, 'after the passkey is shown, the browser goes on to the provider by itself');
    await known(page, 'ida@login');
    await page.waitForURL(`${base}/account`);
    check((await text(page, '#provider')).includes('ida@login'), 'the account is tied to its officer');
    await judged(page, 'en', 'the account with a provider');

    await signOut(page);
    await judged(page, 'en', 'signing in with a provider');
    await page.goto(`${base}/drafts`);
    await page.click('form[action="/sign-in/openid"] button');
    await page.waitForURL(`${base}/drafts`);
    check((await text(page, '.who')).includes('Ida Marek'), 'whom the provider knows already is signed in, at the page that was asked for');

    const stranger = await visitor('ar');
    await stranger.goto(`${base}/sign-in`);
    await stranger.click('form[action="/sign-in/openid"] button');
    await known(stranger, 'somebody');
    await stranger.waitForURL(`${base}/sign-in/openid/back**`);
    check((await text(stranger, 'main')).includes('غير مربوط'), 'whose account is no officer’s is told so, in the language of the browser');
    await judged(stranger, 'ar', 'an account of nobody');
    await stranger.goto(`${base}/drafts`);
    same(new URL(stranger.url()).pathname, '/sign-in', 'and stays outside');
    await stranger.context().close();

    await page.goto(`${base}/account`);
    await page.click('#provider form button');
    await page.waitForSelector('#provider form[action="/account/openid"]');
    await signOut(page);
    await page.click('form[action="/sign-in/openid"] button');
    await page.waitForURL(`${base}/sign-in/openid/back**`);
    check((await text(page, 'main')).includes('tied to no officer'), 'an account that was untied signs nobody in');
  } finally {
    await page.context().close();
    const ended = new Promise((done) => node.once('exit', done));
    node.kill('SIGINT');
    same(await ended, 0, 'the node ends when it is told to');
    server.closeAllConnections();
    server.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
