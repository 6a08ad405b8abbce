// A timeline for other people's pages: <dateline-timeline src="..." actor="..." top="10">, or this script's own data- attributes.
"use strict";
(() => {
  const script = document.currentScript;
  const home = new URL(script ? script.src : location.href).origin + (script ? new URL(script.src).pathname.replace(/\/embed\.js$/, "") : "");
  const ASKED = ["collection", "q", "from", "to", "actor", "about", "kind", "status", "publisher", "place", "country", "relation", "granularity", "min-sources", "as-of", "top", "order", "limit", "undated", "tz"];
  const REPEATED = ["actor", "kind", "status", "publisher"];
  const SAID = { occurred: "", ongoing: "under way", planned: "planned", alleged: "alleged", denied: "denied", negated: "did not happen", cancelled: "called off" };
  const STYLE = `
:host { display: block; container-type: inline-size; color-scheme: light dark; color: var(--dateline-ink, light-dark(#1c1f23, #e8e5de)); background: var(--dateline-paper, transparent); font: var(--dateline-font, 1rem/1.45 system-ui, sans-serif); }
:host([theme=light]) { color-scheme: light; } :host([theme=dark]) { color-scheme: dark; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; margin: 0; padding: 0; }
.box { padding: var(--dateline-space, .2rem 0); overflow-wrap: anywhere; }
h2 { font: var(--dateline-heading-font, 700 1.15em/1.3 ui-serif, Charter, Georgia, serif); margin-bottom: .6em; }
ol { list-style: none; border-left: 1.5px solid var(--dateline-line, light-dark(#ddd9cf, #363c44)); margin-left: .4em; }
li { position: relative; padding: 0 0 1em 1.1em; }
li::before { content: ""; position: absolute; left: -.41em; top: .38em; width: .7em; height: .7em; border-radius: 50%; border: .12em solid var(--tone); background: var(--tone); outline: .18em solid var(--dateline-paper, Canvas); }
li { --tone: var(--dateline-ink, light-dark(#1c1f23, #e8e5de)); }
li.planned { --tone: var(--dateline-accent, light-dark(#1a4f8b, #8fbcf0)); } li.ongoing { --tone: light-dark(#0b6b5d, #5fcdb9); }
li.alleged { --tone: light-dark(#8a5200, #e3b055); } li.denied, li.negated, li.cancelled { --tone: light-dark(#9b2c2c, #f09a94); }
li:not(.occurred)::before { background: var(--dateline-paper, Canvas); }
.when { display: block; font-size: .86em; color: var(--dateline-quiet, light-dark(#5a5f66, #a4a9b0)); }
.when b { color: var(--tone); font-weight: 600; margin-left: .5em; }
a { color: inherit; text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
a.title { font: var(--dateline-title-font, 1.05em/1.35 ui-serif, Charter, Georgia, serif); }
li.fresh { animation: in 2s ease-out; } li.fresh .when::after { content: "new"; margin-left: .6em; padding: 0 .5em; border-radius: 1em; font-weight: 600; color: var(--dateline-paper, Canvas); background: var(--dateline-accent, light-dark(#1a4f8b, #8fbcf0)); }
@keyframes in { from { background: color-mix(in srgb, var(--dateline-accent, #1a4f8b) 20%, transparent); } }
@media (prefers-reduced-motion: reduce) { li.fresh { animation: none; } }
footer { font-size: .82em; color: var(--dateline-quiet, light-dark(#5a5f66, #a4a9b0)); display: flex; gap: 1em; flex-wrap: wrap; justify-content: space-between; }
footer a { color: var(--dateline-accent, light-dark(#1a4f8b, #8fbcf0)); }
@container (min-width: 34em) { li { display: grid; grid-template-columns: 9.5em 1fr; gap: 0 1em; } .when { padding-top: .15em; } .when b { display: block; margin: 0; } }`;

  const make = (kind, props = {}, ...inside) => { const e = Object.assign(document.createElement(kind), props); e.append(...inside); return e; };

  class Timeline extends HTMLElement {
    static observedAttributes = ["src", ...ASKED];
    #root = this.attachShadow({ mode: "open" });
    #etag = null; #known = null; #timer = 0; #running = null;

    connectedCallback() {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.replaceChildren(make("div", { className: "box", part: "box" }, make("slot")));
      this.#again = this.#again.bind(this);
      document.addEventListener("visibilitychange", this.#again);
      if (this.hasAttribute("framed")) new ResizeObserver(() => this.#tell()).observe(this);
      this.#load();
    }
    disconnectedCallback() { clearTimeout(this.#timer); this.#running?.abort(); document.removeEventListener("visibilitychange", this.#again); }
    attributeChangedCallback(_, before, after) { if (before !== null && before !== after && this.isConnected) { this.#etag = this.#known = null; this.#load(); } }

    get #base() { return this.getAttribute("src") ? new URL(this.getAttribute("src"), document.baseURI) : new URL(home + "/timeline"); }
    get #service() { return this.#base.href.replace(/\/timeline(\.json)?(\?.*)?$/, ""); }
    get #question() {
      const query = new URLSearchParams(this.#base.search);
      for (const name of ASKED) {
        const value = this.getAttribute(name);
        if (!value) continue;
        query.delete(name.replace("-", "_"));
        for (const one of REPEATED.includes(name) ? value.split("|") : [value]) query.append(name.replace("-", "_"), one.trim());
      }
      query.delete("format");
      return query;
    }
    get #url() {
      const query = this.#question;
      query.set("evidence", "0");
      if (!query.has("limit")) query.set("limit", "50");
      return `${this.#service}/timeline.json?${query}`;
    }
    #again = () => { if (!document.hidden) this.#load(); };
    #tell() { if (parent !== window) parent.postMessage({ dateline: "height", height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*"); }

    async #load() {
      clearTimeout(this.#timer);
      this.#running?.abort();
      const mine = this.#running = new AbortController();
      try {
        const reply = await fetch(this.#url, { headers: this.#etag ? { "If-None-Match": this.#etag } : {}, signal: mine.signal, credentials: "omit" });
        if (reply.status !== 304) {
          if (!reply.ok) throw new Error(((await reply.json().catch(() => ({}))).detail) || `${reply.status} ${reply.statusText}`);
          const body = await reply.json();
          this.#etag = reply.headers.get("ETag");
          this.#show(body.events, body.next);
        }
      } catch (error) {
        if (error.name === "AbortError") return;
        if (!this.#known) this.#put(make("p", { textContent: `The timeline cannot be shown just now. ${error.message}`, part: "error" }));
        this.dispatchEvent(new CustomEvent("dateline-error", { detail: error.message, bubbles: true }));
      }
      const every = Math.max(10, Number(this.getAttribute("refresh") || 60));
      if (this.isConnected && this.getAttribute("refresh") !== "0") this.#timer = setTimeout(() => { if (!document.hidden) this.#load(); }, every * 1000);
    }

    #show(events, more) {
      const now = new Map(events.map((e) => [e.id, JSON.stringify([e.status, e.date.display, e.title, e.sources.articles])]));
      const fresh = this.#known && events.filter((e) => this.#known.get(e.id) !== now.get(e.id));
      const list = make("ol", { part: "list" });
      for (const event of events) {
        const when = make("span", { className: "when", part: "when" }, make("time", { textContent: event.date.display }));
        if (SAID[event.status]) when.append(" ", make("b", { textContent: SAID[event.status] }));
        const title = make("a", { className: "title", part: "title", dir: "auto", textContent: event.title || "Untitled", href: `${this.#service}/event/${encodeURIComponent(event.id)}`, target: "_blank", rel: "noopener" });
        const row = make("li", { className: Object.hasOwn(SAID, event.status) ? event.status : "occurred" }, when, make("div", {}, title));
        row.part.add("event");
        if (fresh?.includes(event)) row.classList.add("fresh");
        list.append(row);
      }
      this.#known = now;
      const page = `${this.#service}/?${this.#question}`;
      const said = more ? `The first ${events.length}` : `${events.length} event${events.length === 1 ? "" : "s"}`;
      const foot = make("footer", { part: "footer" }, make("span", { textContent: said, role: "status" }), make("a", { href: page, target: "_blank", rel: "noopener", textContent: "The whole timeline, with sources" }));
      const heading = this.getAttribute("heading");
      this.#put(...(heading ? [make("h2", { textContent: heading, dir: "auto", part: "heading" })] : []), events.length ? list : make("p", { textContent: "Nothing to show yet.", part: "empty" }), foot);
      if (fresh?.length) this.dispatchEvent(new CustomEvent("dateline-new", { detail: fresh.map((e) => e.id), bubbles: true }));
    }
    #put(...parts) { this.#root.querySelector(".box").replaceChildren(...parts); if (this.hasAttribute("framed")) this.#tell(); }
  }

  if (!customElements.get("dateline-timeline")) {
    customElements.define("dateline-timeline", Timeline);
    addEventListener("message", (e) => {
      if (e.data?.dateline !== "height" || !(e.data.height > 0)) return;
      for (const frame of document.querySelectorAll("iframe")) {
        if (frame.contentWindow === e.source && new URL(frame.src, location.href).origin === e.origin) frame.style.height = `${Math.min(e.data.height, 20000)}px`;
      }
    });
  }
  const own = script && Object.keys(script.dataset);
  if (own?.length) {
    const element = document.createElement("dateline-timeline");
    for (const name of own) element.setAttribute(name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`), script.dataset[name]);
    // A script in the head has no place of its own on the page: the timeline then ends the body.
    if (!document.head.contains(script)) script.after(element);
    else if (document.body) document.body.append(element);
    else addEventListener("DOMContentLoaded", () => document.body.append(element));
  }
})();
