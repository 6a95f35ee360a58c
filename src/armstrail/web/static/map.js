/* The map works without this file; with it one can go nearer and move about, and names keep their size. */
"use strict";
(() => {
  const WIDE = 1000, NEAREST = 60;
  function setUp() {
    const map = document.querySelector("svg.map");
    if (!map || map.dataset.ready) return;
    map.dataset.ready = "1";
    const numbers = (words) => words.split(" ").map(Number);
    const home = numbers(map.dataset.box);
    let box = [...home];
    const names = [...map.querySelectorAll(".labels a")].map((link) => ({ text: link.querySelector("text"), at: numbers(link.querySelector("text").dataset.at) }));
    const tips = [...map.querySelectorAll(".tip")].map((tip) => ({ tip, at: numbers(tip.dataset.at), size: Number(tip.dataset.size) }));
    const group = map.querySelector(".labels");
    function draw() {
      map.setAttribute("viewBox", box.join(" "));
      const shown = map.getBoundingClientRect();
      if (!shown.width) return;
      const unit = Math.max(box[2] / shown.width, box[3] / shown.height);
      group.setAttribute("font-size", 12 * unit);
      for (const { tip, at, size } of tips) tip.setAttribute("transform", `translate(${at[0]} ${at[1]}) rotate(${at[2]}) scale(${size * unit})`);
      const taken = [];
      for (const { text, at } of names) {
        const [x, y, dx, dy] = at;
        text.classList.remove("hidden");
        const tries = [[dx, dy, text.getAttribute("text-anchor")], [7, 4, "start"], [-7, 4, "end"], [0, -8, "middle"], [0, 17, "middle"]];
        const free = tries.some(([right, down, anchor]) => {
          text.setAttribute("text-anchor", anchor);
          text.setAttribute("x", x + right * unit);
          text.setAttribute("y", y + down * unit);
          const mine = text.getBoundingClientRect();
          if (mine.right < shown.left || mine.left > shown.right || taken.some((one) => mine.left < one.right && one.left < mine.right && mine.top < one.bottom && one.top < mine.bottom)) return false;
          taken.push(mine);
          return true;
        });
        text.classList.toggle("hidden", !free);
      }
    }
    function nearer(factor, x = box[0] + box[2] / 2, y = box[1] + box[3] / 2) {
      const wide = Math.min(Math.max(box[2] * factor, NEAREST), WIDE), ratio = wide / box[2];
      box = [x - (x - box[0]) * ratio, y - (y - box[1]) * ratio, wide, box[3] * ratio];
      draw();
    }
    function move(dx, dy) { box[0] += dx; box[1] += dy; draw(); }
    function place(event) {
      const shown = map.getBoundingClientRect();
      return [box[0] + (event.clientX - shown.left) / shown.width * box[2], box[1] + (event.clientY - shown.top) / shown.height * box[3]];
    }
    const steps = document.querySelector("[data-zoom]");
    steps.hidden = false;
    steps.addEventListener("click", (event) => {
      const step = event.target.dataset.step;
      if (step === "0") { box = [...home]; draw(); }
      else if (step) nearer(step === "-1" ? 0.7 : 1 / 0.7);
    });
    map.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      nearer(event.deltaY < 0 ? 0.85 : 1 / 0.85, ...place(event));
    }, { passive: false });
    map.addEventListener("dblclick", (event) => { if (!event.target.closest("a")) nearer(0.6, ...place(event)); });
    let held = null;
    map.addEventListener("pointerdown", (event) => { if (event.pointerType === "mouse" && event.button === 0) held = { x: event.clientX, y: event.clientY, moved: false }; });
    addEventListener("pointermove", (event) => {
      if (!held || !map.isConnected) return;
      const dx = event.clientX - held.x, dy = event.clientY - held.y;
      if (!held.moved && Math.hypot(dx, dy) < 4) return;
      const shown = map.getBoundingClientRect();
      map.classList.add("held");
      held = { x: event.clientX, y: event.clientY, moved: true };
      move(-dx / shown.width * box[2], -dy / shown.height * box[3]);
    });
    addEventListener("pointerup", () => { map.classList.remove("held"); setTimeout(() => { held = null; }); });
    map.addEventListener("click", (event) => { if (held?.moved) event.preventDefault(); }, true);
    map.addEventListener("dragstart", (event) => event.preventDefault());
    map.parentElement.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = box[2] * 0.12;
      const does = {
        "+": () => nearer(0.7), "=": () => nearer(0.7), "-": () => nearer(1 / 0.7), "0": () => { box = [...home]; draw(); },
        ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
      }[event.key];
      if (does) { event.preventDefault(); event.stopPropagation(); does(); }
    });
    let later;
    addEventListener("resize", () => { clearTimeout(later); later = setTimeout(() => { if (map.isConnected) draw(); }, 80); });
    draw();
  }
  document.addEventListener("desk:shown", setUp);
  setUp();
})();
