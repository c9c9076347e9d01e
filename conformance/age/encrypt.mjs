// Seals a file to a recipient with the JavaScript implementation of age, as a stream.
// usage: node encrypt.mjs RECIPIENT INPUT OUTPUT
// RECIPIENT is a file with an age1pq1... line, or that line itself.
import { createReadStream, createWriteStream } from "node:fs";
import { Readable, Writable } from "node:stream";
import { age, key } from "./age.mjs";

const [recipient, input, output] = process.argv.slice(2);
const { Encrypter } = await age();
const encrypter = new Encrypter();
encrypter.addRecipient(key(recipient));
const file = await encrypter.encrypt(Readable.toWeb(createReadStream(input)));
await file.pipeTo(Writable.toWeb(createWriteStream(output)));
