// Comfort only: every page works without this file.
(() => {
  "use strict";
  const all = (s) => [...document.querySelectorAll(s)];
  const one = (s) => document.querySelector(s);
  const go = (to) => { location.assign(to); };

  // Unsaved changes: a warning when a changed form is left. Nothing is kept in the browser.
  let dirty = false;
  for (const form of all("form[data-guard]")) {
    if (one(".summary")) dirty = true;
    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("submit", () => { dirty = false; });
  }
  addEventListener("beforeunload", (e) => { if (dirty) e.preventDefault(); });
  const leave = () => { dirty = false; location.replace("/leave"); };
  for (const a of all("[data-leave]")) a.addEventListener("click", (e) => { e.preventDefault(); leave(); });

  // A form that was sent back: begin with what is wrong.
  const summary = one(".summary[tabindex]");
  if (summary) summary.focus();

  // On a phone the places stand in one line that scrolls: begin where the reader is.
  const here = one(".roads nav [aria-current=page]");
  if (here) here.closest(".roads").scrollLeft = here.offsetLeft - 12;

  // Suggestions for boxes that name a record.
  let timer = 0;
  let asked = null;
  const suggest = async (box) => {
    const list = box.list;
    const q = box.value.trim();
    // Where the page says itself who may be meant, people are no suggestions as well: one question, one entry in the log.
    const kinds = box.dataset.kinds.split(",").filter((k) => k !== "person" || !box.dataset.hints).join(",");
    if (!list || !kinds || q.length < 2 || /^[A-Z]{3}-\d{6,} /.test(q)) return;
    if (asked) asked.abort();
    asked = new AbortController();
    try {
      const address = "/suggest?kinds=" + encodeURIComponent(kinds) + "&q=" + encodeURIComponent(q);
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const found = await answer.json();
      list.replaceChildren(...found.map((r) => {
        const o = document.createElement("option");
        o.value = r.number + " " + r.title;
        o.label = q + " → " + r.title + (r.why ? " (" + r.why + ")" : "");
        return o;
      }));
    } catch (e) { if (e.name !== "AbortError") throw e; }
  };
  // Who may be meant by a name: asked when typing pauses, and shown beside the box. What was chosen for the same name
  // stays chosen.
  const numbered = /^\s*[A-Za-z]{3}[ -]?\d/;
  let pause = 0;
  let wondered = null;
  let lately = null;
  const show = (place, fresh) => {
    const old = place.querySelector("[data-panel]");
    const said = fresh ? fresh.querySelector("legend").textContent : "";
    if (!fresh || !old) {
      if (old) old.remove();
      if (fresh) place.append(fresh);
    } else {
      const asked = (panel) => panel.querySelector("[type=hidden]");
      const chosen = (panel) => panel.querySelector("[type=radio]:checked");
      const kept = asked(old).value === asked(fresh).value && old.dataset.touched ? chosen(old) : chosen(fresh);
      for (const part of ["legend", "[data-alike]", "[data-name]"]) old.querySelector(part).replaceWith(fresh.querySelector(part));
      asked(old).value = asked(fresh).value;
      for (const r of old.querySelectorAll("[type=radio]")) r.checked = !!kept && r.value === kept.value;
    }
    place.querySelector("[role=status]").textContent = said;
  };
  const wonder = async (box) => {
    const key = box.dataset.hints;
    const place = one('[data-hints-of="' + CSS.escape(key) + '"]');
    const name = box.value.trim();
    if (wondered) wondered.abort();
    if (!place) return;
    if (name.length < 3 || numbered.test(name)) { show(place, null); return; }
    wondered = new AbortController();
    const given = (n) => { const el = box.form.elements[n]; return el ? el.value : ""; };
    const q = new URLSearchParams({ for: key, name, event: given("event"), region: given("region") });
    for (const part of ["born", "sex"]) q.set(part, given("pick." + key + "." + part));
    try {
      const answer = await fetch("/hints?" + q, { signal: wondered.signal });
      if (!answer.ok || answer.redirected) return;
      show(place, new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-panel]"));
    } catch (e) { if (e.name !== "AbortError") throw e; }
  };
  const later = (box) => { clearTimeout(pause); pause = setTimeout(() => wonder(box), 400); };
  document.addEventListener("input", (e) => {
    const box = e.target;
    if (!(box instanceof HTMLInputElement) || !box.dataset.kinds) return;
    clearTimeout(timer);
    timer = setTimeout(() => suggest(box), 200);
    if (box.dataset.hints) { lately = box; later(box); }
  });
  document.addEventListener("change", (e) => {
    if (lately && ["event", "region"].includes(e.target.name) && !numbered.test(lately.value)) later(lately);
    const panel = e.target.closest("[data-panel]");
    const box = panel && one('[data-hints="' + CSS.escape(panel.parentElement.dataset.hintsOf) + '"]');
    if (!box) return;
    if (e.target.type !== "radio") { if (!numbered.test(box.value)) later(box); return; }
    panel.dataset.touched = "yes";
    box.value = e.target.dataset.fills || panel.querySelector("[type=hidden]").value;
  });

  // Passkeys: the form asks what to ask of the authenticator, and posts what it answers.
  const text = (b) => btoa(String.fromCharCode(...new Uint8Array(b))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const bytes = (s) => Uint8Array.from(atob(s.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const plainly = (x) => {
    const r = x.response;
    const out = { id: x.id, rawId: text(x.rawId), type: x.type, clientExtensionResults: {}, response: {} };
    for (const k of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) if (r[k]) out.response[k] = text(r[k]);
    if (r.getTransports) out.response.transports = r.getTransports();
    return JSON.stringify(out);
  };
  const passkey = async (form) => {
    const answer = await fetch(form.dataset.passkey, { method: "POST" });
    if (answer.redirected) { go(answer.url); return; }
    if (!answer.ok) throw new Error("refused");
    const { publicKey: p, state } = await answer.json();
    p.challenge = bytes(p.challenge);
    if (p.user) p.user.id = bytes(p.user.id);
    for (const c of [...(p.allowCredentials || []), ...(p.excludeCredentials || [])]) c.id = bytes(c.id);
    const made = await (p.user ? navigator.credentials.create({ publicKey: p }) : navigator.credentials.get({ publicKey: p }));
    form.elements.response.value = plainly(made);
    form.elements.state.value = state;
    form.submit();
  };
  for (const form of window.PublicKeyCredential ? all("form[data-passkey]") : []) {
    form.hidden = false;
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      const failed = form.querySelector("[data-failed]");
      failed.hidden = true;
      passkey(form).catch(() => { failed.hidden = false; });
    });
  }

  // Keys go by their place on the keyboard, so that they are the same in every layout.
  const rows = all("tr[data-number], .hits li[data-number]");
  let at = -1;
  const mark = (step) => {
    if (!rows.length) return;
    if (rows[at]) rows[at].classList.remove("on");
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    rows[at].classList.add("on");
    const link = rows[at].querySelector("a");
    if (link) link.focus();
  };
  const places = { KeyH: "/", KeyP: "/people", KeyC: "/cases", KeyE: "/events", KeyD: "/detentions", KeyS: "/sources", KeyN: "/counts" };
  const press = (key) => { const el = one("[data-key='" + key + "']"); if (el) el.click(); return !!el; };
  const plain = {
    Slash: () => { const box = one("#site-search"); if (box) { box.focus(); box.select(); } return !!box; },
    KeyN: () => press("n"),
    KeyE: () => press("e"),
    KeyJ: () => { mark(1); return true; },
    KeyK: () => { mark(-1); return true; },
    KeyO: () => { const a = rows[at] && rows[at].querySelector("a"); if (a) go(a.href); return !!a; },
  };
  // Two people side by side: one side as a whole, both as they began, and the three decisions.
  const pair = one("form[data-pair]");
  const side = (which) => { for (const box of pair.querySelectorAll("[data-side=" + which + "]")) box.checked = true; return true; };
  const merge = () => {
    const why = pair.elements.why;
    if (why && !why.value.trim()) { why.focus(); return true; }
    return press("pair-m");
  };
  if (pair) Object.assign(plain, {
    Digit1: () => side("a"), Digit2: () => side("b"), KeyB: () => { pair.reset(); return true; },
    KeyM: merge, KeyN: () => press("pair-n"), KeyL: () => press("pair-l"),
  });
  let went = 0;
  let escapes = [];
  const escape = (now, typing, target) => {
    escapes = [...escapes.filter((t) => now - t < 1500), now];
    if (escapes.length >= 3) leave();
    else if (typing) target.blur();
  };
  addEventListener("keydown", (e) => {
    const now = Date.now();
    const target = e.target;
    const typing = target instanceof HTMLElement && target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea");
    if (e.code === "Escape") { escape(now, typing, target); return; }
    if (e.code === "Enter" && (e.ctrlKey || e.metaKey)) { if (press("save")) e.preventDefault(); return; }
    if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (now - went < 1200 && places[e.code]) { went = 0; e.preventDefault(); go(places[e.code]); return; }
    if (e.code === "KeyG") { went = now; return; }
    went = 0;
    if (plain[e.code] && plain[e.code]()) e.preventDefault();
  });
})();
