/* The page reader works without this file; with it words that are selected, by mouse or by key, go into the form that makes records. */
"use strict";
(() => {
  const text = document.querySelector(".text[data-page]"), form = document.getElementById("mark");
  if (!text || !form) return;
  const field = form.elements.passage, taken = form.querySelector(".taken"), kind = form.elements.kind, record = form.elements.record;
  for (const one of form.querySelectorAll(".with-script")) one.hidden = false;
  form.classList.add("scripted");
  let kept = [], live = null;

  /* A place on the screen as an offset of the page's text, in code points: each run of words carries its own beginning. */
  const points = (words) => [...words].length;
  function offset(node, at, end) {
    const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-at]");
    if (run && node.nodeType === Node.TEXT_NODE) {
      const start = Number(run.dataset.at);
      return run.classList.contains("code") ? start + (end ? 1 : 0) : start + points(node.data.slice(0, at));
    }
    const runs = [...text.querySelectorAll("[data-at]")], range = document.createRange();
    range.setStart(node, at);
    if (end) {
      const before = runs.filter((one) => range.comparePoint(one.lastChild, one.lastChild.length) <= 0).pop();
      return before ? Number(before.dataset.at) + (before.classList.contains("code") ? 1 : points(before.textContent)) : null;
    }
    const after = runs.find((one) => range.comparePoint(one.firstChild, 0) >= 0);
    return after ? Number(after.dataset.at) : null;
  }
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    const start = offset(range.startContainer, range.startOffset, false), end = offset(range.endContainer, range.endOffset, true);
    const words = selection.toString().replace(/\s+/g, " ").trim();
    return start === null || end === null || end <= start || !words ? null : { start, end, words };
  }
  function show() {
    const all = [...kept, ...(live ? [live] : [])];
    field.value = all.map((one) => `${one.start}-${one.end}`).join("\n");
    taken.textContent = all.map((one) => `“${one.words.length > 90 ? `${one.words.slice(0, 44)} … ${one.words.slice(-44)}` : one.words}”`).join(" + ");
    form.classList.toggle("ready", all.length > 0);
  }
  document.addEventListener("selectionchange", () => {
    if (form.contains(document.activeElement) && document.activeElement !== document.body) return;
    const found = selected();
    if (found) { live = found; show(); }
  });
  form.querySelector("[data-more]").addEventListener("click", () => { if (live) { kept.push(live); live = null; getSelection().removeAllRanges(); show(); } });
  form.querySelector("[data-clear]").addEventListener("click", () => { kept = []; live = null; getSelection().removeAllRanges(); show(); });
  /* A link under the pointer would be dragged instead of its words selected: while the button is down it is none. */
  text.addEventListener("pointerdown", (event) => {
    const link = event.pointerType === "mouse" && event.target.closest("a.hl");
    if (!link) return;
    const href = link.getAttribute("href");
    link.removeAttribute("href");
    addEventListener("pointerup", () => {
      link.setAttribute("href", href);
      if (event.button === 0 && getSelection().isCollapsed) location.hash = href;
    }, { once: true });
  });
  text.addEventListener("click", (event) => { if (event.detail && !getSelection().isCollapsed) event.preventDefault(); });
  const choose = () => { record.disabled = kind.value !== "correct"; };
  kind.addEventListener("change", choose);
  record.addEventListener("change", () => { if (record.value) kind.value = "correct"; });
  form.addEventListener("submit", () => { if (kind.value !== "correct") record.value = ""; });

  /* Words by key. */
  let words = null, cursor = 0, anchor = 0;
  function gather() {
    words = [];
    for (const run of text.querySelectorAll(".body [data-at], .title [data-at], .furniture [data-at]")) {
      if (!run.offsetParent || run.classList.contains("code")) continue;
      for (const match of run.textContent.matchAll(/\S+/g)) words.push({ node: run.firstChild, start: match.index, end: match.index + match[0].length, last: /[.!?…]["”’)]*$/.test(match[0]) });
    }
  }
  function light() {
    const [a, b] = [words[Math.min(cursor, anchor)], words[Math.max(cursor, anchor)]];
    getSelection().setBaseAndExtent(a.node, a.start, b.node, b.end);
    const at = words[cursor].node.parentElement.getBoundingClientRect();
    if (at.top < 60 || at.bottom > innerHeight - 60) words[cursor].node.parentElement.scrollIntoView({ block: "center" });
  }
  function begin() {
    gather();
    if (!words.length) return;
    const near = text.querySelector(".hl:focus, .hl.lit") || [...text.querySelectorAll(".title, .body")].find((one) => one.getBoundingClientRect().bottom > 80) || text;
    cursor = Math.max(0, words.findIndex((one) => near.contains(one.node)));
    anchor = cursor;
    document.activeElement?.blur();
    text.classList.add("keyed");
    light();
  }
  function sentence(step) {
    let at = cursor;
    if (step > 0) { while (at < words.length - 1 && !words[at].last) at++; return Math.min(at + 1, words.length - 1); }
    at = Math.max(at - 2, 0);
    while (at > 0 && !words[at].last) at--;
    return at === 0 ? 0 : at + 1;
  }
  function leave() { words = null; text.classList.remove("keyed"); }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (!words) {
      if (event.key === "m" && !document.body.dataset.going) { event.preventDefault(); begin(); }
      return;
    }
    const to = { ArrowRight: () => cursor + 1, ArrowLeft: () => cursor - 1, ArrowDown: () => sentence(1), ArrowUp: () => sentence(-1), Home: () => 0, End: () => words.length - 1 }[event.key];
    if (to) {
      event.preventDefault(); event.stopPropagation();
      cursor = Math.min(Math.max(to(), 0), words.length - 1);
      if (!event.shiftKey) anchor = cursor;
      light();
    } else if (event.key === "Enter") {
      event.preventDefault();
      live = selected();  // the browser tells of a change only later
      show();
      leave();
      kind.focus();
    } else if (event.key === "Escape") {
      leave();
      getSelection().removeAllRanges();
    }
  }, true);
  addEventListener("pagehide", leave);
  choose();
  show();
})();
