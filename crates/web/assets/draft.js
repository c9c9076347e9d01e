// A draft is kept and checked while it is written: what changed is sent, and what the check finds is shown beside each field.
"use strict";
(() => {
  const draft = document.getElementById("draft");
  if (!draft) return;
  let timer = null, busy = false, again = false, ended = false;
  const fresh = (page, id) => {
    const now = document.getElementById(id), then = page.getElementById(id);
    if (now && then) now.replaceChildren(...then.childNodes);
  };
  const beside = (page) => draft.querySelectorAll("[id^='f.']").forEach((input) => {
    const found = page.getElementById(input.id), box = input.closest(".input");
    if (!found || !box) return;
    box.className = found.closest(".input").className;
    ["aria-invalid", "aria-describedby"].forEach((name) => {
      if (found.hasAttribute(name)) input.setAttribute(name, found.getAttribute(name)); else input.removeAttribute(name);
    });
    const was = document.getElementById("why." + input.id), why = page.getElementById("why." + input.id);
    if (was) was.remove();
    if (why) box.append(why);
  });
  const check = async () => {
    if (ended) return;
    if (busy) { again = true; return; }
    busy = true;
    const body = new URLSearchParams();
    // Papers are attached by a press of their own.
    new FormData(draft).forEach((value, name) => { if (typeof value === "string" && name !== "title") body.append(name, value); });
    body.set("do", "check");
    try {
      const answer = await fetch(draft.dataset.to, { method: "POST", body });
      const page = answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
      const theirs = page && page.getElementById("draft");
      if (theirs) {
        draft.elements.version.value = theirs.elements.version.value;
        ["draft-now", "draft-law"].forEach((id) => fresh(page, id));
        beside(page);
        // Somebody else wrote it: what is kept next is the officer's own decision.
        ended = Boolean(page.getElementById("draft-theirs"));
        if (!ended && !again) document.dispatchEvent(new Event("kept"));
      }
    } catch (_) { /* Away: what was typed stays, and is sent with the next change. */ }
    busy = false;
    if (again) { again = false; check(); }
  };
  draft.addEventListener("change", (event) => {
    if (!event.target.name || !event.target.name.startsWith("f.")) return;
    clearTimeout(timer);
    timer = setTimeout(check, 600);
  });
  draft.addEventListener("submit", (event) => {
    clearTimeout(timer); ended = true;
    if (!busy) return;
    // What is under way is kept first: the two would be two versions.
    event.preventDefault();
    const by = event.submitter;
    const wait = setInterval(() => {
      if (busy) return;
      clearInterval(wait);
      if (by) by.disabled = false;
      draft.requestSubmit(by);
    }, 50);
  });
})();
