// Small improvements; every page works without them, except passkeys, which only a script can ask for.
"use strict";
(() => {
  const form = document.body.dataset.form || "";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const post = async (path, body) => {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body || {}) });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.detail || said.title || String(answer.status));
    return said;
  };
  const told = (key, error) => {
    const said = document.getElementById("said");
    if (said) said.textContent = said.dataset[key] + (error ? " " + error.message : "");
  };
  const shows = async (begin, finish) => {
    const { ceremony, options } = await post(begin);
    const asked = options.publicKey;
    asked.challenge = bytes(asked.challenge);
    (asked.allowCredentials || []).forEach((one) => { one.id = bytes(one.id); });
    const shown = await navigator.credentials.get({ publicKey: asked });
    const r = shown.response;
    return post(finish, { ceremony, answer: { id: shown.id, rawId: text(shown.rawId), type: shown.type, extensions: {}, response: {
      authenticatorData: text(r.authenticatorData), clientDataJSON: text(r.clientDataJSON), signature: text(r.signature),
      userHandle: r.userHandle ? text(r.userHandle) : null } } });
  };
  const makes = async (label) => {
    const { ceremony, options } = await post("/account/passkey/begin");
    const asked = options.publicKey;
    asked.challenge = bytes(asked.challenge);
    asked.user.id = bytes(asked.user.id);
    (asked.excludeCredentials || []).forEach((one) => { one.id = bytes(one.id); });
    const made = await navigator.credentials.create({ publicKey: asked });
    return post("/account/passkey/finish", { ceremony, label, answer: { id: made.id, rawId: text(made.rawId), type: made.type, extensions: {}, response: {
      attestationObject: text(made.response.attestationObject), clientDataJSON: text(made.response.clientDataJSON) } } });
  };
  const pressed = (button, work) => button && button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!window.PublicKeyCredential) return told("none");
    button.disabled = true;
    try { await work(); } catch (error) { told("failed", error); } finally { button.disabled = false; }
  });
  const signIn = document.getElementById("sign-in");
  pressed(signIn, async () => { await shows("/sign-in/begin", "/sign-in/finish"); location.assign(signIn.dataset.next || "/"); });
  pressed(document.getElementById("add-passkey"), async () => { await makes(document.getElementById("label").value); location.reload(); });
  const confirm = document.getElementById("confirm");
  pressed(confirm, async () => { await shows("/confirm/begin", "/confirm/finish"); confirm.form.submit(); });

  // The officer's own clock stands beside UTC: the browser knows the zone.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const heading = document.querySelector("[data-zone]");
  if (heading && form && zone && !heading.dataset.zone) {
    fetch("/preferences", { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, redirect: "manual",
      body: new URLSearchParams({ form, zone, back: "/" }) }).then(() => location.reload());
  }

  // What was pressed once is not sent twice.
  document.querySelectorAll("form[method=post]").forEach((one) => one.addEventListener("submit", () => {
    setTimeout(() => one.querySelectorAll("button").forEach((button) => { button.disabled = true; }), 0);
    setTimeout(() => one.querySelectorAll("button").forEach((button) => { button.disabled = false; }), 4000);
  }));

  // j and k walk the rows of a list, Enter follows, / goes to the search.
  const rows = [...document.querySelectorAll("main tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.indexOf(document.activeElement);
    if (event.key === "j" && rows.length) rows[Math.min(at + 1, rows.length - 1)].focus();
    if (event.key === "k" && rows.length) rows[Math.max(at - 1, 0)].focus();
    if (event.key === "/") { const find = document.getElementById("find"); if (find) { event.preventDefault(); find.focus(); } }
  });
})();
