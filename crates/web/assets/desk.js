// Small improvements; every page works without them, except passkeys, which only a script can ask for.
"use strict";
(() => {
  const form = document.body.dataset.form || "";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const post = async (path, body) => {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json", "x-comity-form": form }, body: JSON.stringify(body || {}) });
    // Sent on to the page of signing in: the session has ended.
    if (answer.redirected) throw Object.assign(new Error(), { ended: true });
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
  const add = document.getElementById("add-passkey");
  const confirmed = async (wanted) => { if (wanted) await shows("/confirm/begin", "/confirm/finish"); };
  pressed(add, async () => { await confirmed("confirm" in add.dataset); await makes(document.getElementById("label").value); location.reload(); });
  document.querySelectorAll("form button[data-confirm]").forEach((button) => pressed(button, async () => { await confirmed(true); button.disabled = false; button.form.requestSubmit(button); }));
  const confirm = document.getElementById("confirm");
  // A form whose session has ended is sent all the same: the answer keeps what was typed.
  pressed(confirm, async () => { await confirmed(true).catch((error) => { if (!error.ended) throw error; }); typed = false; confirm.form.submit(); });

  // The officer's own clock stands beside UTC: the browser knows the zone.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = document.body.dataset.zone || "";
  // Once a session: a zone that the node does not know is not sent for ever, and one that the officer chose since stays. A page
  // with a form stays as it is: the form says its own zone.
  if (form && zone && zone !== known && sessionStorage.getItem("zone") !== form) {
    fetch("/preferences", { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, redirect: "manual",
      body: new URLSearchParams({ form, zone, back: "/" }) }).then(() => {
      sessionStorage.setItem("zone", form);
      if (document.querySelector("[data-renewed]")) location.reload();
    }).catch(() => {});
  }

  // What was typed and not sent is not left behind unasked: by a link, another language, a closed window.
  let typed = false;
  document.querySelectorAll("main form[method=post]").forEach((one) => {
    one.addEventListener("input", () => { typed = true; });
    one.addEventListener("submit", () => { typed = false; });
  });
  document.addEventListener("kept", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

  // The alarm: a tone, a notification and the page's title tell whoever is on duty what has come in or fallen due.
  const alarm = document.getElementById("alarm");
  if (alarm) {
    const title = document.title;
    let known = null, sounds = null, deaf = false;
    const tone = () => {
      if (!sounds) return;
      [0, 0.35, 0.7].forEach((after) => {
        const wave = sounds.createOscillator(), level = sounds.createGain(), at = sounds.currentTime + after;
        wave.frequency.value = 880; level.gain.setValueAtTime(0.2, at); level.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
        wave.connect(level).connect(sounds.destination); wave.start(at); wave.stop(at + 0.3);
      });
    };
    const rings = (text, matter) => {
      document.title = "\u25CF " + text; tone();
      const said = document.createElement(matter ? "a" : "span");
      if (matter) said.href = "/matters/" + matter;
      said.textContent = text;
      document.getElementById("rang").replaceChildren(said);
      // Some browsers know notifications and refuse to make one here: the page has told it already.
      try {
        if (window.Notification && Notification.permission === "granted") new Notification(text, { tag: "comity", renotify: true, requireInteraction: true });
      } catch (_) { /* the page tells it */ }
    };
    const look = async () => {
      const answer = await fetch("/pulse", { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
      const now = answer && answer.ok ? await answer.json().catch(() => null) : null;
      // No answer is no silence: whoever relies on the alarm is told that it sees nothing.
      if (!now) { if (!deaf) rings(alarm.dataset.deaf); deaf = true; return; }
      deaf = false;
      const came = known && now.waited_for.find((one) => !known.waited_for.includes(one));
      if (came) rings(alarm.dataset.came, came.split(" ")[0]);
      else if (known && now.overdue > known.overdue) rings(alarm.dataset.due);
      known = now;
    };
    // The officer's choice is remembered on the node. A browser may want one press on each page before it sounds: it is asked
    // for then, and any press will do.
    let on = "rings" in alarm.dataset, tried = false, waking = false;
    const heard = () => sounds && sounds.state === "running";
    const shown = () => {
      alarm.setAttribute("aria-pressed", String(on));
      alarm.textContent = on ? (heard() ? alarm.dataset.on : alarm.dataset.press) : alarm.dataset.off;
    };
    const begin = () => {
      if (!sounds) { sounds = new AudioContext(); sounds.addEventListener("statechange", shown); }
      sounds.resume().catch(() => {});
    };
    const wake = () => { waking = on && !heard() && !tried; if (waking) { tried = true; begin(); } };
    ["pointerdown", "keydown"].forEach((press) => document.addEventListener(press, wake));
    if (on) { begin(); shown(); }
    alarm.addEventListener("click", async () => {
      // A press that wakes the sound leaves the alarm on.
      on = waking || !on; waking = false;
      if (on) { begin(); tone(); }
      shown();
      fetch("/preferences", { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, redirect: "manual",
        body: new URLSearchParams({ form, alarm: on ? "on" : "off", back: "/" }) }).catch(() => {});
      // The tone is on whatever the browser's question comes to, and whenever.
      if (on && window.Notification && Notification.permission === "default") await Notification.requestPermission();
    });
    window.addEventListener("focus", () => { document.title = title; });
    look(); setInterval(look, 15000);
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
