// Makes the page lively: it fetches the very pages its links lead to and puts their parts in place. Without it, the links do.
"use strict";
(() => {
  const $ = (query, root = document) => root.querySelector(query);
  const $$ = (query, root = document) => [...root.querySelectorAll(query)];
  const DAY = 864e5;
  const iso = (ms) => new Date(ms).toISOString().slice(0, 10);
  // Written out: asking the browser's own words for three dates costs more than all else done here before the first paint.
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const words = (ms) => { const d = new Date(ms); return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`; };
  const later = (wait, act) => { let timer; return (...given) => { clearTimeout(timer); timer = setTimeout(act, wait, ...given); }; };

  // Fetching and putting in place
  let running = null;
  // What is shown, whatever the fragment: a step to another place of the same page is the browser's own affair.
  const placeless = (url) => new URL(url, location.href).href.split("#")[0];
  let shown = placeless(location.href);
  let asked = location.href;
  const rename = (url) => { history.replaceState({}, "", url); shown = placeless(url); };

  async function fetchPage(url, options = {}) {
    const reply = await fetch(url, { headers: { Accept: "text/html" }, ...options });
    const body = await reply.text();
    if (!(reply.headers.get("Content-Type") || "").startsWith("text/html")) throw new Error(`${reply.status} ${reply.statusText}`);
    return { reply, page: new DOMParser().parseFromString(body, "text/html") };
  }

  async function busy(place, work) {
    const bar = document.createElement("div");
    bar.className = "loading-bar";
    const timer = setTimeout(() => { place.classList.add("is-loading"); document.body.append(bar); }, 180);
    place.setAttribute("aria-busy", "true");
    try { return await work(); } finally {
      clearTimeout(timer);
      bar.remove();
      place.classList.remove("is-loading");
      place.setAttribute("aria-busy", "false");
    }
  }

  const known = () => new Map($$(".event").map((e) => [e.dataset.id, e.dataset]));

  // `address` says what becomes of the address bar: "push" a step for Back, "replace" it, or "keep" it.
  async function load(url, { address = "push", marking = false, top = false } = {}) {
    running?.abort();
    const mine = running = new AbortController();
    const live = $("#live");
    if (!live) { location.href = url; return false; }
    try {
      const { reply, page } = await busy(live, () => fetchPage(url, { signal: mine.signal }));
      const fresh = $("#live", page);
      if (!fresh) throw new Error(`${reply.status} ${reply.statusText}`);
      if (address !== "keep") history[`${address}State`]({}, "", url);
      shown = placeless(url);
      asked = url;
      const before = marking ? known() : null;
      const held = hold();
      live.replaceWith(fresh);
      for (const part of ["#what", "#take"]) { const made = $(part, page); if (made) $(part)?.replaceWith(made); }
      document.title = page.title;
      settle();
      held();
      if (before) mark(before);
      if (top) $("#main")?.scrollIntoView({ block: "nearest" });
      const spot = document.getElementById(new URL(url, location.href).hash.slice(1));
      if (spot?.matches(".event")) { spot.scrollIntoView({ block: "center" }); $(".opener", spot).focus({ preventScroll: true }); }
      return true;
    } catch (error) {
      if (error.name !== "AbortError") complain(error, () => load(url, { address, marking, top }));
      return false;
    }
  }

  // What the reader had in hand (focus, half a word, an unfolded list) survives the change of the page around it.
  function hold() {
    const active = document.activeElement;
    const inside = active?.closest("#live");
    const named = active && (active.id ? `#${CSS.escape(active.id)}`
      : active.name ? `[name="${CSS.escape(active.name)}"][value="${CSS.escape(active.value)}"]` : null);
    const typed = active?.matches?.("input[type=search], input[type=text], input[type=number]") ? active.value : null;
    const caret = typed === null || active.type === "number" ? null : active.selectionStart;
    const filters = $("#filters");
    const place = filters?.scrollTop;
    const opened = filters?.classList.contains("opened");
    const unfolded = $$("#live details[open]").map((d) => d.parentElement.firstElementChild?.textContent + d.className);
    return () => {
      const next = $("#filters");
      if (next) { next.classList.toggle("opened", !!opened); next.scrollTop = place || 0; }
      for (const d of $$("#live details")) if (unfolded.includes(d.parentElement.firstElementChild?.textContent + d.className)) d.open = true;
      const again = named && $(named);
      if (!again) { if (inside) $("#main").focus({ preventScroll: true }); return; }
      again.focus({ preventScroll: true });
      if (typed !== null && again.value !== typed) again.value = typed;
      if (caret !== null) again.setSelectionRange?.(caret, caret);
    };
  }

  function mark(before) {
    let fresh = 0;
    for (const event of $$(".event")) {
      const old = before.get(event.dataset.id);
      if (!old) { event.classList.add("is-new"); fresh += 1; }
      else if (old.status !== event.dataset.status || old.sources !== event.dataset.sources) event.classList.add("is-changed");
    }
    const what = $("#what span");
    if (what && fresh) what.append(`, ${fresh} new here`);
  }

  function complain(error, again) {
    $("#trouble")?.remove();
    const notice = document.createElement("div");
    notice.id = "trouble";
    notice.className = "notice wrong";
    notice.setAttribute("role", "alert");
    const said = document.createElement("p");
    said.textContent = `The service did not answer (${error.message}). What you see is from before.`;
    const button = document.createElement("button");
    button.textContent = "Try again";
    button.addEventListener("click", () => { notice.remove(); again(); });
    notice.append(said, button);
    ($("#main") || document.body).prepend(notice);
  }

  // Filters
  function asking(form) {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value.trim()) query.append(name, value);
    const said = query.toString();
    return form.action.split("?")[0] + (said ? `?${said}` : "");
  }
  const filter = (form) => load(asking(form));
  const filterSoon = later(350, filter);

  // Evidence
  async function toggle(opener) {
    const event = opener.closest(".event");
    const there = $(".evidence", event);
    const url = new URL(location.href);
    const rest = url.searchParams.getAll("open").filter((id) => id !== event.dataset.id);
    url.searchParams.delete("open");
    for (const id of rest) url.searchParams.append("open", id);
    if (there) {
      there.remove();
      opener.setAttribute("aria-expanded", "false");
    } else {
      const part = new URL(opener.href);
      part.hash = "";
      part.searchParams.set("open", event.dataset.id);
      part.searchParams.set("part", "evidence");
      try {
        const { reply, page } = await busy(event, () => fetchPage(part));
        const made = $(".evidence", page);
        if (!made) throw new Error(`${reply.status} ${reply.statusText}`);
        if ($(".evidence", event)) return;
        event.append(made);
        opener.setAttribute("aria-expanded", "true");
        url.searchParams.append("open", event.dataset.id);
      } catch (error) { complain(error, () => toggle(opener)); return; }
    }
    url.hash = "";
    rename(url);
  }

  // The rest of the list, a page at a time, joined where its first day is the last one here
  let fetching = false;
  async function more(link) {
    if (fetching) return;
    fetching = true;
    const url = new URL(link.href);
    url.searchParams.set("part", "list");
    try {
      const { page } = await fetchPage(url);
      const list = $("#list");
      if (!list || !document.contains(link)) return;
      if (list.getElementsByClassName("now").length) $$(".now", page).forEach((line) => line.remove());
      for (const year of $$("#list > .year", page)) {
        const batches = $$(":scope > .batch", year);
        for (const batch of batches) {
          if (list.lastElementChild?.dataset.key === year.dataset.key) addBatch(list.lastElementChild, batch);
          else {
            batches.forEach((one) => one.remove());
            year.append(batch);
            list.append(year);
          }
          await frame();
          if (!document.contains(list)) return;
        }
      }
      const next = $("#more", page);
      const old = $("#more");
      if (next) { old.replaceWith(next); watch(next); } else old.remove();
    } catch (error) { complain(error, () => more(link)); } finally { fetching = false; }
  }
  // A few days a frame, so that no piece of work is long enough to be felt.
  const frame = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 100); });
  function addBatch(year, batch) {
    const last = year.lastElementChild.lastElementChild, first = batch.firstElementChild;
    if (first.dataset.key && last.dataset.key === first.dataset.key) {
      $(".events", last).append(...$$(".event", first));
      first.remove();
    }
    if (batch.firstElementChild) year.append(batch);
  }
  const seer = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) more($("a", one.target));
  }, { rootMargin: "1500px" });
  const watch = (place) => { seer.disconnect(); if (place) seer.observe(place); };

  // The strip: drag to choose days, move either end with the arrow keys
  function strip() {
    const plot = $(".plot");
    if (!plot || plot.dataset.ready) return;
    plot.dataset.ready = "1";
    const first = Date.parse(plot.dataset.first), last = Date.parse(plot.dataset.last) + DAY, step = plot.dataset.barDays * DAY;
    const bars = plot.dataset.bars.split(";").map((b) => b.split(",").map(Number));
    const share = (ms) => Math.min(1, Math.max(0, (ms - first) / (last - first)));
    const at = (x) => {
      const box = plot.getBoundingClientRect();
      return first + Math.floor(Math.min(.9999, Math.max(0, (x - box.left) / box.width)) * (last - first) / step) * step;
    };
    const make = (kind, name) => { const e = document.createElement(kind); e.className = name; return e; };
    const brush = make("div", "brush"), tip = make("div", "tip");
    const handles = ["First day", "Last day"].map((label) => {
      const h = make("button", "handle");
      h.type = "button";
      h.setAttribute("role", "slider");
      h.setAttribute("aria-label", label);
      h.id = label.replace(" ", "-").toLowerCase();
      return h;
    });
    const query = new URLSearchParams(location.search);
    const { from, to } = plot.dataset;
    let span = from || to ? [from ? Date.parse(from) : first, to ? Date.parse(to) + DAY : last] : null;
    const draw = () => {
      brush.hidden = !span;
      const [a, b] = span || [first, last];
      brush.style.left = `${share(a) * 100}%`;
      brush.style.width = `${(share(b) - share(a)) * 100}%`;
      handles.forEach((h, i) => {
        const ms = i ? b : a;
        h.style.left = `${share(ms) * 100}%`;
        const day = ms - (i ? DAY : 0);
        for (const [k, v] of [["min", 0], ["max", bars.length], ["now", Math.round((ms - first) / step)], ["text", words(day)]]) h.setAttribute(`aria-value${k}`, v);
      });
    };
    const choose = () => {
      const url = new URL(location.href);
      for (const name of ["from", "to", "cursor", "open", "zoom"]) url.searchParams.delete(name);
      if (query.get("zoom") && !span) url.searchParams.set("zoom", "1");
      if (span) { url.searchParams.set("from", iso(span[0])); url.searchParams.set("to", iso(span[1] - DAY)); }
      url.hash = "";
      load(url.href);
    };
    const chooseSoon = later(400, choose);
    let start = null;
    plot.addEventListener("pointerdown", (e) => {
      if (e.button || e.target.closest(".ticks") || e.target.closest(".handle")) return;
      start = at(e.clientX);
      plot.setPointerCapture(e.pointerId);
      e.preventDefault();
    });
    plot.addEventListener("pointermove", (e) => {
      const ms = at(e.clientX);
      if (start !== null) { span = [Math.min(start, ms), Math.min(last, Math.max(start, ms) + step)]; draw(); }
      if (e.target.closest(".ticks")) { tip.hidden = true; return; }
      const [events = 0, articles = 0] = bars[Math.round((ms - first) / step)] || [];
      tip.textContent = `${words(ms)}${step > DAY ? ` – ${words(ms + step - DAY)}` : ""}: ${events || 0} event${events === 1 ? "" : "s"}, ${articles || 0} article${articles === 1 ? "" : "s"}`;
      tip.hidden = false;
      const left = share(ms + step / 2) * plot.clientWidth;
      tip.style.left = `${Math.min(Math.max(0, left - tip.offsetWidth / 2), plot.clientWidth - tip.offsetWidth)}px`;
    });
    plot.addEventListener("pointerup", () => { if (start !== null) { start = null; choose(); } });
    plot.addEventListener("pointercancel", () => { start = null; });
    plot.addEventListener("pointerleave", () => { tip.hidden = true; });
    handles.forEach((h, i) => {
      const move = (ms) => {
        span = [...(span || [first, last])];
        span[i] = i ? Math.max(span[0] + step, Math.min(last, ms)) : Math.min(span[1] - step, Math.max(first, ms));
        draw();
      };
      h.addEventListener("keydown", (e) => {
        const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[e.key];
        const ends = { Home: first, End: last }[e.key];
        if (by === undefined && ends === undefined) return;
        e.preventDefault();
        move(ends ?? (span || [first, last])[i] + by * step);
        chooseSoon();
      });
      h.addEventListener("pointerdown", (e) => { h.setPointerCapture(e.pointerId); e.stopPropagation(); });
      h.addEventListener("pointermove", (e) => { if (h.hasPointerCapture(e.pointerId)) { e.stopPropagation(); move(at(e.clientX) + (i ? step : 0)); } });
      h.addEventListener("pointerup", (e) => { e.stopPropagation(); choose(); });
    });
    tip.hidden = true;
    draw();
    plot.append(brush, ...handles, tip);
  }

  // As known on a day, and the replay of every day
  let replaying = null;
  function knownOn(step, options) {
    const box = $(".as-of");
    const steps = Number(box.dataset.steps);
    const url = new URL(location.href);
    for (const name of ["cursor", "open"]) url.searchParams.delete(name);
    if (step > steps) url.searchParams.delete("as_of");
    else url.searchParams.set("as_of", iso(Date.parse(box.dataset.first) + step * DAY));
    url.hash = "";
    const now = new URLSearchParams(location.search).get("as_of");
    const forward = now !== null && (step > steps || url.searchParams.get("as_of") > now);
    return load(url.href, { marking: forward, ...options });
  }
  const knownOnSoon = later(250, knownOn);
  function say(slider) {
    const box = slider.closest(".as-of");
    const step = Number(slider.value);
    const text = step > Number(box.dataset.steps) ? "now" : words(Date.parse(box.dataset.first) + step * DAY);
    $("output", box).textContent = text;
    slider.setAttribute("aria-valuetext", text);
  }
  async function replay() {
    if (replaying) { replaying.on = false; return; }
    const mine = replaying = { on: true };
    const end = Number($(".as-of").dataset.steps) + 1;
    const stride = Math.max(1, Math.ceil(end / 60));
    let step = Number($("#as-of").value);
    if (step >= end) step = -stride;
    let address = "push";
    for (step += stride; mine.on && step < end + stride; step += stride) {
      const wait = new Promise((done) => setTimeout(done, 900));
      if (!await knownOn(Math.min(step, end), { address })) break;
      address = "replace";
      $(".replay").setAttribute("aria-pressed", "true");
      $(".replay").textContent = "Stop";
      await wait;
    }
    replaying = null;
    const button = $(".replay");
    if (button) { button.setAttribute("aria-pressed", "false"); button.textContent = "Replay"; }
  }

  // What is new since: asked for with the page's ETag, so that nothing changed costs nothing
  async function poll() {
    if (document.hidden || !$("#live") || replaying) return;
    try {
      const reply = await fetch(asked, { method: "HEAD", cache: "no-cache" });
      const now = reply.headers.get("ETag"), { tag } = $("#live").dataset;
      if (!reply.ok || !now || !tag || now === tag) return;
      if (scrollY < 300 && !$(".evidence")) { load(location.href, { address: "keep", marking: true }); return; }
      if ($("#fresh")) return;
      const line = document.createElement("p");
      line.id = "fresh";
      line.className = "now";
      line.setAttribute("role", "status");
      const button = document.createElement("button");
      button.textContent = "Show what is new";
      button.addEventListener("click", () => load(location.href, { address: "keep", marking: true, top: true }));
      line.append("More has come in. ", button);
      $("#main").prepend(line);
    } catch { /* the next round asks again */ }
  }

  // Reading a pasted text as it is typed
  const read = later(400, async (form) => {
    if (!form.text.value.trim() || !form.published.value.trim()) return;
    running?.abort();
    running = new AbortController();
    try {
      const { page } = await busy($("#result"), () => fetchPage(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: running.signal }));
      $("#result").replaceWith($("#result", page));
      $(".curl code").textContent = $(".curl code", page).textContent;
      $$("#try .wrong").forEach((e) => e.remove());
      $("#try").append(...$$("#try .wrong", page));
    } catch (error) { if (error.name !== "AbortError") complain(error, () => read(form)); }
  });

  function settle() {
    strip();
    watch($("#more"));
  }

  // One listener of each kind, for whatever stands in the page at the time
  addEventListener("click", (e) => {
    const copy = e.target.closest(".copy");
    if (copy) {
      navigator.clipboard?.writeText($("code", copy.parentElement).textContent).then(
        () => { copy.textContent = "Copied"; }, () => getSelection().selectAllChildren($("code", copy.parentElement)));
      return;
    }
    if (e.target.closest(".replay")) { replay(); return; }
    const link = e.target.closest("a");
    if (!link || e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    if (link.matches(".opener")) { e.preventDefault(); toggle(link); return; }
    if (link.dataset.open) {
      const event = document.getElementById(`e-${link.dataset.open}`);
      e.preventDefault();
      if (!event) { load(link.href); return; }
      const opener = $(".opener", event);
      if (opener.getAttribute("aria-expanded") !== "true") toggle(opener);
      opener.focus();
      return;
    }
    const to = link.getAttribute("href") || "";
    if (to === "#filters") { e.preventDefault(); $("#filters").classList.add("opened"); $("#filters").scrollIntoView(); $("#f-q")?.focus({ preventScroll: true }); return; }
    if (link.matches(".close")) { $("#filters").classList.remove("opened"); return; }
    const href = link.href.baseVal !== undefined ? link.href.baseVal : link.href;
    const url = new URL(href, location.href);
    if (!link.closest("#live") || to.startsWith("#") || url.origin !== location.origin || url.pathname !== location.pathname) return;
    e.preventDefault();
    if (link.rel === "next") more(link); else load(url.href);
  });
  addEventListener("change", (e) => {
    if (e.target.id === "as-of") knownOnSoon(Number(e.target.value));
    else if (e.target.form?.id === "filters" && !e.target.matches("[type=search]")) filter(e.target.form);
    else if (e.target.form?.id === "try") read(e.target.form);
  });
  addEventListener("input", (e) => {
    if (e.target.id === "as-of") say(e.target);
    else if (e.target.form?.id === "filters" && e.target.matches("[type=search]")) filterSoon(e.target.form);
    else if (e.target.form?.id === "try") read(e.target.form);
  });
  addEventListener("submit", (e) => {
    if (e.target.id === "filters") { e.preventDefault(); filter(e.target); }
    else if (e.target.id === "try") { e.preventDefault(); read(e.target); }
  });
  addEventListener("keydown", (e) => {
    const by = { j: 1, k: -1 }[e.key];
    if (!by || e.ctrlKey || e.metaKey || e.altKey || !e.target.closest?.("#list")) return;
    const openers = $$("#list .opener");
    openers[openers.indexOf(e.target.closest(".event")?.querySelector(".opener")) + by]?.focus();
  });
  for (const [kind, lit] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    addEventListener(kind, (e) => {
      const note = e.target.closest?.(".notes li"), word = e.target.closest?.(".text a.when");
      if (note) $$(`.text a[href="#${CSS.escape(note.id)}"]`).forEach((a) => a.classList.toggle("is-lit", lit));
      if (word) document.getElementById(word.hash.slice(1))?.classList.toggle("is-lit", lit);
    });
  }
  // Browsers say popstate for a step to a fragment too: fetching the page anew would take the reader's place away.
  addEventListener("popstate", () => { if ($("#live") && placeless(location.href) !== shown) load(location.href, { address: "keep" }); });
  settle();
  if ($("#live")) setInterval(poll, 60_000);
})();
