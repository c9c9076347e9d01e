// Uploads files into the seal, part by part (tus 1.0.0): whatever breaks, it goes on where it stopped.
"use strict";
(() => {
  const card = document.getElementById("upload"), form = document.body.dataset.form, lang = document.documentElement.lang;
  const files = document.getElementById("files"), list = document.getElementById("chosen"), harmless = document.getElementById("harmless");
  const said = document.getElementById("said");
  const PART = 8 * 1024 * 1024, PAUSE_MAX = 30000;
  const base64 = (bytes) => { let text = ""; for (const one of bytes) text += String.fromCharCode(one); return btoa(text); };
  const utf8 = (text) => base64(new TextEncoder().encode(text));
  const unit = (value, name, digits = 0) => new Intl.NumberFormat(lang, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits }).format(value);
  const size = (bytes) => {
    const names = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
    let at = 0;
    while (bytes >= 1000 && at < names.length - 1) { bytes /= 1000; at += 1; }
    return unit(bytes, names[at], bytes < 100 && at ? 1 : 0);
  };
  const time = (seconds) => seconds < 90 ? unit(Math.ceil(seconds), "second") : seconds < 5400 ? unit(Math.ceil(seconds / 60), "minute") : unit(seconds / 3600, "hour", 1);
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  /** One request; an answer that is none, because the way or the session broke, is `null`. */
  const asks = (method, to, headers, body, progress) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(method, to);
    Object.entries({ "x-comity-form": form, "Tus-Resumable": "1.0.0", ...headers }).forEach(([name, value]) => request.setRequestHeader(name, value));
    if (progress) request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("loadend", () => {
      const ended = request.responseURL && !request.responseURL.endsWith(to);
      done(request.status && !ended ? request : { status: 0, ended });
    });
    request.send(body);
  });
  const why = (answer) => { try { return JSON.parse(answer.responseText).detail || answer.status; } catch (_) { return answer.status; } };
  /** A no that another attempt does not change. */
  class Refused extends Error {}
  const must = (answer) => {
    if (answer.status >= 200 && answer.status < 300) return answer;
    // Another offset is wanted, or the way changed the bytes; a rule's no is a 409 too, and names no offset.
    const moved = answer.status === 409 && answer.getResponseHeader("Upload-Offset");
    if (!answer.status || moved || [429, 460].includes(answer.status) || answer.status >= 500) throw Object.assign(new Error(), { ended: answer.ended });
    throw new Refused(why(answer));
  };

  const row = (file) => {
    const known = [...list.children].find((li) => li.dataset.name === file.name && Number(li.dataset.length) === file.size && li.dataset.modified === String(file.lastModified));
    const li = known || document.createElement("li");
    if (!known) { Object.assign(li.dataset, { name: file.name, length: file.size, modified: file.lastModified }); list.append(li); }
    const name = document.createElement("div"), bold = document.createElement("b"), bdi = document.createElement("bdi"), bar = document.createElement("progress"), state = document.createElement("p");
    bdi.textContent = file.name; bold.append(bdi); name.append(bold);
    bar.max = file.size || 1; bar.value = 0; bar.setAttribute("aria-label", file.name); state.className = "hint state";
    if (!("whole" in li.dataset)) li.replaceChildren(name, bar, state);
    return { li, bar, state };
  };
  const begins = async (file) => {
    const said = [["filename", file.name], ["modified", String(file.lastModified)], ["abuse_material", harmless && harmless.checked ? "no" : ""]];
    const metadata = said.filter(([, value]) => value).map(([key, value]) => key + " " + utf8(value)).join(",");
    const answer = must(await asks("POST", card.dataset.to, { "Upload-Length": file.size, "Upload-Metadata": metadata }));
    return answer.getResponseHeader("Location").split("/").pop();
  };
  /** Sends what is still to come, once. */
  const sends = async (file, shown) => {
    if (!shown.li.dataset.id) shown.li.dataset.id = await begins(file);
    const to = card.dataset.to + "/" + shown.li.dataset.id;
    let offset = Number(must(await asks("HEAD", to)).getResponseHeader("Upload-Offset"));
    const began = performance.now(), first = offset;
    const tells = (at) => {
      const rate = (at - first) / Math.max((performance.now() - began) / 1000, 0.001);
      shown.bar.value = at;
      const words = { done: size(at), all: size(file.size), rate: size(rate), left: rate ? time((file.size - at) / rate) : "…" };
      shown.state.textContent = card.dataset.state.replace(/\[(\w+)\]/g, (_, key) => words[key]);
    };
    while (offset < file.size) {
      const part = await file.slice(offset, offset + PART).arrayBuffer().catch((error) => { throw new Refused(error.message); });
      const sum = base64(new Uint8Array(await crypto.subtle.digest("SHA-256", part)));
      const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset, "Upload-Checksum": "sha256 " + sum };
      const answer = must(await asks("PATCH", to, headers, part, (loaded) => tells(offset + loaded)));
      offset = Number(answer.getResponseHeader("Upload-Offset"));
      tells(offset);
    }
    shown.li.dataset.whole = "";
  };
  const brings = async (file) => {
    const shown = row(file);
    for (let wait = 1000; !("whole" in shown.li.dataset); wait = Math.min(wait * 2, PAUSE_MAX)) {
      const before = shown.bar.value;
      try { await sends(file, shown); } catch (error) {
        if (error instanceof Refused) { shown.state.textContent = ""; if (!shown.li.dataset.id) shown.li.remove(); throw error; }
        if (shown.bar.value > before) wait = 1000;
        shown.state.textContent = error.ended ? card.dataset.ended : card.dataset.waits;
        await pause(wait);
      }
    }
  };

  let busy = false;
  const bring = async (chosen) => {
    if (busy || !chosen.length) return;
    // What was whole before is sealed without what is coming: not now.
    const seal = document.querySelectorAll("form.stack button");
    seal.forEach((button) => { button.disabled = true; });
    busy = true; said.textContent = ""; files.disabled = true;
    let refused = false;
    for (const file of chosen) await brings(file).catch((error) => {
      refused = true;
      const line = document.createElement("p");
      line.className = "fault"; line.textContent = card.dataset.failed + " " + file.name + ": " + error.message; said.append(line);
    });
    busy = false; files.disabled = false; files.value = "";
    seal.forEach((button) => { button.disabled = false; });
    if (!refused) location.reload();
  };
  files.addEventListener("change", () => bring([...files.files]));
  card.addEventListener("dragover", (event) => event.preventDefault());
  card.addEventListener("drop", (event) => { event.preventDefault(); bring([...event.dataTransfer.files]); });
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
  if (list.querySelector("[data-reading]")) setTimeout(() => busy || location.reload(), 3000);
})();
