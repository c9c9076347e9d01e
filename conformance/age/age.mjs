// Where the judge is found, and how it is given a key.
import { webcrypto } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Node 18, which Debian 12 has, does not offer it by itself.
globalThis.crypto ??= webcrypto;

// The package lies in the folder that NPM_FOLDER names, or where node finds it by itself.
export function age() {
  const folder = process.env.NPM_FOLDER;
  if (!folder) return import("age-encryption");
  const entry = join(folder, "node_modules/age-encryption/dist/index.js");
  return import(pathToFileURL(entry).href);
}

export function key(textOrFile) {
  const text = existsSync(textOrFile) ? readFileSync(textOrFile, "utf8") : textOrFile;
  return text.trim();
}
