// Opens an age file with the JavaScript implementation of age, as a stream.
// usage: node decrypt.mjs IDENTITY INPUT OUTPUT
// IDENTITY is a file with an AGE-SECRET-KEY-PQ-1... line, or that line itself.
import { createReadStream, createWriteStream } from "node:fs";
import { Readable, Writable } from "node:stream";
import { age, key } from "./age.mjs";

const [identity, input, output] = process.argv.slice(2);
const { Decrypter } = await age();
const decrypter = new Decrypter();
decrypter.addIdentity(key(identity));
const plaintext = await decrypter.decrypt(Readable.toWeb(createReadStream(input)));
await plaintext.pipeTo(Writable.toWeb(createWriteStream(output)));
