/* The desk works without this file; with it lists answer as you filter, keys move, and words and records find each other. */
"use strict";
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const typing = (at) => at && (at.matches("input, select, textarea") || at.isContentEditable);

  /* Lists: the form's answer replaces the results in place; the address follows, so that it stays a saved view. */
  let asked = 0;
  async function show(address, push) {
    const results = document.getElementById("results");
    if (!results) { location.href = address; return; }
    const mine = ++asked;
    results.classList.add("busy");
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      const fresh = page.getElementById("results");
      if (!answer.ok || !fresh) { location.href = address; return; }
      results.replaceWith(document.adoptNode(fresh));
      const old = document.querySelector(".exports"), links = page.querySelector(".exports");
      if (old && links) old.replaceWith(document.adoptNode(links));
      document.dispatchEvent(new Event("desk:shown"));
      if (push) history.pushState({ list: true }, "", address);
    } catch { location.href = address; }
  }
  function address(form) {
    const words = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (String(value).trim() && !(name === "sort" && value === "date")) words.append(name, value);
    return words.size ? `${form.getAttribute("action")}?${words}` : form.getAttribute("action");
  }
  for (const form of all("form[data-live]")) {
    let later;
    form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(later); show(address(form), true); });
    form.addEventListener("change", () => { clearTimeout(later); later = setTimeout(() => show(address(form), true), 60); });
    form.addEventListener("input", (event) => {
      if (event.target.type === "date") return;
      clearTimeout(later); later = setTimeout(() => show(address(form), true), 350);
    });
  }
  addEventListener("popstate", () => location.reload());
  /* On paper nothing can be unfolded. */
  addEventListener("beforeprint", () => { for (const one of all(".dossier-main details, .dossier-side section:first-child details")) one.open = true; });

  /* Words and records: hovering or focusing one lights the other. */
  const lit = (names, on) => {
    for (const one of all("[data-marks]")) if (one.dataset.marks.split(" ").some((name) => names.includes(name))) one.classList.toggle("lit", on);
    for (const one of all("[data-mark]")) if (names.includes(one.dataset.mark)) one.classList.toggle("lit", on);
  };
  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    for (const [kind, on] of [[enter, true], [leave, false]]) {
      document.addEventListener(kind, (event) => {
        const one = event.target.closest?.("[data-mark], [data-marks]");
        if (one) lit((one.dataset.mark || one.dataset.marks).split(" "), on);
      });
    }
  }
  function aim() {
    const name = decodeURIComponent(location.hash.slice(1));
    if (!name) return;
    const words = all("[data-marks]").find((one) => one.dataset.marks.split(" ").includes(name));
    if (words) { words.scrollIntoView({ block: "center" }); lit([name], true); }
    document.getElementById(name)?.scrollIntoView({ block: "nearest" });
  }
  addEventListener("hashchange", () => { for (const one of all(".lit")) one.classList.remove("lit"); aim(); });
  aim();
  const furniture = document.getElementById("furniture");
  furniture?.addEventListener("change", () => document.querySelector(".text").classList.toggle("no-furniture", !furniture.checked));
  for (const back of all("[data-back]")) {
    if (history.length < 2) continue;
    back.hidden = false;
    back.querySelector("button").addEventListener("click", () => history.back());
  }

  /* The records beside a page: by kind, by party or speaker, by words; what is left out is quiet in the text too. */
  const sift = document.querySelector(".sift");
  if (sift) {
    const cards = all(".cards li"), words = new Map(cards.map((card) => [card.id, card.textContent.toLowerCase()]));
    for (const one of all(".text [data-marks]")) {
      for (const name of one.dataset.marks.split(" ")) if (words.has(name)) words.set(name, `${words.get(name)} ${one.textContent.toLowerCase()}`);
    }
    const told = sift.querySelector(".sifted");
    const narrow = () => {
      const { kind, who, words: typed } = sift.elements, wanted = typed.value.toLowerCase().split(/\s+/).filter(Boolean);
      const kept = new Set();
      for (const card of cards) {
        const fits = (!kind.value || card.dataset.kind === kind.value) && (!who.value || card.dataset.who.split(" ").includes(who.value))
          && wanted.every((word) => words.get(card.id).includes(word));
        card.hidden = !fits;
        if (fits) kept.add(card.id);
      }
      const whole = kept.size === cards.length;
      for (const one of all(".text [data-marks]")) {
        const own = one.dataset.marks.split(" ").filter((name) => words.has(name));
        one.classList.toggle("quiet-words", !whole && own.length > 0 && !own.some((name) => kept.has(name)));
      }
      told.textContent = whole ? "" : `${kept.size} of ${cards.length} records`;
    };
    sift.hidden = false;
    sift.addEventListener("submit", (event) => { event.preventDefault(); move(1); });
    sift.addEventListener("input", narrow);
    narrow();
    document.getElementById("main").addEventListener("click", (event) => {
      // a highlight leads to its card, also where the filter has hidden it
      const name = event.target.closest?.("a.hl")?.dataset.marks.split(" ")[0];
      if (name && document.getElementById(name)?.hidden) { sift.reset(); narrow(); }
    }, true);
  }
  for (const button of all("[data-print]")) { button.hidden = false; button.addEventListener("click", () => print()); }

  /* A reading of pages under way: what it has come to is asked for again and again, until it is over. */
  async function follow() {
    try {
      const answer = await fetch("/reading"), page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const old = document.getElementById("reading"), fresh = page.getElementById("reading");
      if (!answer.ok || !old || !fresh) return;
      if (fresh.hidden) { location.href = "/register?done=read"; return; }
      old.replaceWith(document.adoptNode(fresh));
      if (fresh.dataset.going) setTimeout(follow, 1000);
    } catch { setTimeout(follow, 5000); }
  }
  if (document.querySelector("#reading[data-going='1']")) setTimeout(follow, 1000);

  /* On a phone the filters wait behind their summary. */
  if (matchMedia("(max-width: 720px)").matches) for (const fold of all("details.fold")) fold.open = false;

  /* The words behind a row, without leaving the list. */
  async function peek(link) {
    const row = link.closest("tr"), next = row.nextElementSibling;
    if (next?.classList.contains("peeked")) { next.remove(); link.setAttribute("aria-expanded", "false"); return; }
    try {
      const answer = await fetch(link.dataset.peek);
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("peek");
      if (!answer.ok || !found) { location.href = link.href; return; }
      const under = document.createElement("tr"), cell = document.createElement("td");
      under.className = "peeked";
      cell.colSpan = row.cells.length;
      cell.append(document.adoptNode(found));
      found.removeAttribute("id");
      under.append(cell);
      if (row.nextElementSibling?.classList.contains("peeked")) return;
      row.after(under);
      link.setAttribute("aria-expanded", "true");
    } catch { location.href = link.href; }
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-peek]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    peek(link);
  });

  /* Keys. */
  const rows = () => all("#main tbody tr:not(.peeked), #main .cards li:not([hidden]), #main .hits li").filter((row) => row.querySelector("a"));
  function move(step) {
    const list = rows();
    if (!list.length) return;
    const at = list.findIndex((row) => row.contains(document.activeElement));
    const next = list[Math.min(Math.max(at + step, 0), list.length - 1)];
    next.querySelector(".main a, a").focus();
    next.scrollIntoView({ block: "nearest" });
    if (next.dataset.mark) all("[data-marks]").find((one) => one.dataset.marks.split(" ").includes(next.dataset.mark))?.scrollIntoView({ block: "center" });
  }
  const places = { r: "register", s: "statements", e: "events", v: "violations", t: "timeline", f: "flows", m: "map", o: "origins", p: "pages", l: "log" };
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); return; }
    if (typing(event.target)) return;
    if (Date.now() - going < 1200 && places[event.key]) { location.href = `/${places[event.key]}`; return; }
    going = 0;
    const does = {
      "/": () => document.getElementById("q")?.focus(),
      f: () => document.querySelector(".filters input, .filters select, .sift:not([hidden]) input")?.focus(),
      j: () => move(1), k: () => move(-1),
      x: () => { const link = document.activeElement.closest("tr")?.querySelector("a[data-peek]"); if (link) peek(link); },
      n: () => document.querySelector("[rel=next]")?.click(), p: () => document.querySelector("[rel=prev]")?.click(),
      g: () => { going = Date.now(); document.body.dataset.going = "1"; setTimeout(() => { delete document.body.dataset.going; }, 1200); },
      "?": () => { location.href = "/help"; },
    }[event.key];
    if (does) { event.preventDefault(); does(); }
  });
})();
