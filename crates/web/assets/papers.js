// Papers: chosen or dropped files are sent at once, with progress, and what is typed in the form stays where it is.
"use strict";
(() => {
  const card = document.getElementById("papers"), files = document.getElementById("papers-files"), said = document.getElementById("papers-said");
  if (!files) return;
  const what = document.getElementById("papers-what"), bar = document.getElementById("papers-progress"), button = document.getElementById("papers-attach");
  const token = document.body.dataset.form;

  /** The answer is the page as it stands now: its papers take the place of those shown. */
  const shows = (request) => {
    const page = request.status ? new DOMParser().parseFromString(request.responseText, "text/html") : null;
    const now = page && page.getElementById("papers-now");
    if (!now) return false;
    document.getElementById("papers-now").replaceWith(document.adoptNode(now));
    return true;
  };
  const posts = (to, body, progress) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", to);
    if (progress) request.upload.addEventListener("progress", (event) => progress(event.lengthComputable ? Math.floor(event.loaded / event.total * 100) : 0));
    request.addEventListener("loadend", () => done(request));
    request.send(body);
  });
  const tells = (text, bad) => {
    const line = document.createElement("p");
    line.textContent = text; line.className = bad ? "fault" : "hint";
    said.replaceChildren(line);
  };
  const sends = async (file) => {
    const body = new FormData(), harmless = document.getElementById("papers-harmless");
    body.append("form", token); body.append("title", what.value);
    if (harmless && harmless.checked) body.append("harmless", "yes");
    body.append("file", file);
    bar.hidden = false; bar.value = 0;
    const request = await posts(card.dataset.to, body, (done) => {
      bar.value = done;
      tells(card.dataset.sending.replace("[name]", () => file.name).replace("[done]", done), false);
    });
    return shows(request);
  };
  let busy = false;
  const brings = async (chosen) => {
    if (busy || !chosen.length) return;
    busy = true; button.disabled = true; files.disabled = true;
    let whole = true;
    for (const file of chosen) if (!await sends(file)) { whole = false; tells(card.dataset.failed + " " + file.name + ". " + card.dataset.broke, true); break; }
    busy = false; button.disabled = false; files.disabled = false; bar.hidden = true;
    if (!whole) return;
    files.value = ""; what.value = "";
    const refused = document.querySelector("#papers-now .notice");
    if (refused) said.replaceChildren(); else tells(card.dataset.attached, false);
    files.focus();
  };
  // In a field of the card this key would press the first button of the form beside it.
  what.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); files.focus(); } });
  files.addEventListener("change", () => brings([...files.files]));
  card.addEventListener("dragover", (event) => { event.preventDefault(); card.classList.add("over-it"); });
  card.addEventListener("dragleave", () => card.classList.remove("over-it"));
  card.addEventListener("drop", (event) => { event.preventDefault(); card.classList.remove("over-it"); brings([...event.dataTransfer.files]); });
  card.addEventListener("click", async (event) => {
    const drop = event.target.closest("[data-drop]");
    if (!drop) return;
    event.preventDefault();
    const shown = shows(await posts(drop.formAction, new URLSearchParams({ form: token })));
    tells(shown ? card.dataset.removed : card.dataset.broke, !shown);
    if (shown) files.focus();
  });
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
})();
