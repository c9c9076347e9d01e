// The officers' pages in a browser. `DESK_LINKS` is what the demo printed, `CHROMIUM` the browser, `NPM_FOLDER` the packages.
import { browser, failures, story } from './desk.mjs';
import { alarm } from './alarm.mjs';
import { arabic } from './arabic.mjs';
import { confirming } from './confirming.mjs';
import { evidence } from './evidence.mjs';
import { pages } from './pages.mjs';
import { passkeys } from './passkeys.mjs';
import { preservation } from './preservation.mjs';
import { print } from './print.mjs';
import { refusal } from './refusal.mjs';
import { translating } from './translating.mjs';
import { world } from './world.mjs';

await story('every page in six languages, light and dark, wide and narrow', pages);
await story('a preservation, from draft to order', preservation);
await story('passkeys', passkeys);
await story('what is confirmed, and by how many', confirming);
await story('stored data, to two files in the seal', evidence);
await story('a refusal after a consultation, at both desks', refusal);
await story('the alarm of an urgent request', alarm);
await story('a matter on paper', print);
await story('the exchange in Arabic', arabic);
await story('a translation beside a message', translating);
await story('the treaty on a day, who is bound, and a backup', world);
await browser.close();
process.exit(failures() ? 1 : 0);
