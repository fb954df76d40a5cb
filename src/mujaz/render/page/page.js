(() => {
  "use strict";

  const narrow = matchMedia("(max-width: 63.99rem)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const source = document.getElementById("source");
  const brief = document.getElementById("brief");
  const announce = document.getElementById("announce");
  const grow = source.querySelector(".grow");
  const close = source.querySelector(".close");
  const items = [...brief.querySelectorAll("[data-item]")];
  const picks = items.map((item) => pickOf(item));
  const numbers = [...source.querySelectorAll("a.number")];
  let chosen = null;

  document.documentElement.classList.add("js");
  layOut();
  narrow.addEventListener("change", layOut);

  function layOut() {
    grow.hidden = close.hidden = !narrow.matches;
  }

  function pickOf(item) {
    return item.querySelector("a.pick");
  }

  function piecesOf(id) {
    return source.querySelectorAll(`[data-for~="${id}"], [data-slot~="${id}"], [data-finding~="${id}"]`);
  }

  function clear() {
    for (const piece of source.querySelectorAll(".rests, .names-it")) piece.classList.remove("rests", "names-it");
    if (chosen) {
      chosen.classList.remove("chosen");
      pickOf(chosen)?.removeAttribute("aria-current");
    }
    chosen = null;
  }

  function light(id) {
    const pieces = piecesOf(id);
    for (const piece of pieces) {
      const slots = (piece.dataset.slot ?? "").split(" ");
      piece.classList.add(slots.includes(id) ? "names-it" : "rests");
    }
    return pieces;
  }

  /* Choose a statement: light up what it rests on, and bring the first of it (or `target`) into view. */
  function choose(item, target) {
    clear();
    chosen = item;
    item.classList.add("chosen");
    pickOf(item).setAttribute("aria-current", "true");
    const pieces = light(item.id);
    show(target ?? source.querySelector(`[data-for~="${item.id}"]`) ?? pieces[0]);
    const passages = new Set([...pieces].map((piece) => piece.closest(".passage") ?? piece));
    announce.textContent = pieces.length === 0
      ? "No Arabic passage to show."
      : `${passages.size} Arabic ${passages.size === 1 ? "passage" : "passages"} highlighted.`;
  }

  function show(target) {
    open(true);
    if (!target) return;
    const box = target.getBoundingClientRect();
    const pane = source.getBoundingClientRect();
    const top = source.scrollTop + box.top - pane.top - Math.min(pane.height / 3, 120);
    source.scrollTo({ top, behavior: still.matches ? "instant" : "smooth" });
    if (narrow.matches && chosen) {
      chosen.scrollIntoView({ block: "start", behavior: still.matches ? "instant" : "smooth" });
    }
  }

  function open(yes) {
    source.classList.toggle("open", yes);
    document.body.classList.toggle("sheet-open", yes);
    if (!yes) enlarge(false);
  }

  function enlarge(yes) {
    source.classList.toggle("whole", yes);
    grow.setAttribute("aria-pressed", String(yes));
  }

  /* From a passage back to a statement that cites it: the first, or the one after the chosen one. */
  function cite(ids) {
    const known = ids.filter((id) => document.getElementById(id)?.matches("[data-item]"));
    if (known.length === 0) return;
    const next = known[(known.indexOf(chosen?.id ?? "") + 1) % known.length];
    const item = document.getElementById(next);
    enlarge(false);
    clear();
    chosen = item;
    item.classList.add("chosen");
    pickOf(item).setAttribute("aria-current", "true");
    light(next);
    item.scrollIntoView({
      block: narrow.matches ? "start" : "center",
      behavior: still.matches ? "instant" : "smooth",
    });
    announce.textContent = `${known.indexOf(next) + 1} of ${known.length} that cite this passage: ${pickOf(item).textContent}`;
  }

  function ownersOf(passage) {
    const ids = new Set();
    for (const piece of passage.querySelectorAll("[data-for]")) {
      for (const id of piece.dataset.for.split(" ")) ids.add(id);
    }
    return [...ids];
  }

  function plain(event) {
    return !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  }

  /* The end of dragging a selection over text; a click by keyboard has no detail. */
  function selects(event) {
    return event.detail > 0 && !getSelection().isCollapsed;
  }

  brief.addEventListener("click", (event) => {
    if (!plain(event) || event.button !== 0) return;
    const link = event.target.closest("a");
    const item = event.target.closest("[data-item]");
    if (selects(event)) {
      if (link?.matches(".pick")) event.preventDefault();
      return;
    }
    if (link?.matches(".jump")) {
      event.preventDefault();
      const to = document.querySelector(link.hash);
      choose(to);
      to.scrollIntoView({ block: narrow.matches ? "start" : "center" });
      pickOf(to).focus({ preventScroll: true });
    } else if (link?.dataset.finding) {
      event.preventDefault();
      clear();
      light(link.dataset.finding);
      show(document.querySelector(link.hash));
    } else if (item && (!link || link.hash)) {
      if (link) event.preventDefault();
      choose(item, link && !link.matches(".pick") ? document.querySelector(link.hash) : undefined);
    }
  });

  source.addEventListener("click", (event) => {
    if (selects(event) || !plain(event)) return;
    const number = event.target.closest("a.number");
    const piece = event.target.closest(".piece[data-for]");
    if (number) {
      event.preventDefault();
      cite(ownersOf(number.closest(".passage")));
    } else if (piece) {
      cite(piece.dataset.for.split(" "));
    }
  });

  function step(list, at, key) {
    if (key === "Home") return list[0];
    if (key === "End") return list.at(-1);
    return list[at + (key === "ArrowDown" ? 1 : -1)];
  }

  document.addEventListener("keydown", (event) => {
    if (!plain(event)) return;
    const active = document.activeElement;
    if (event.key === "Escape") {
      const last = chosen;
      clear();
      open(false);
      if (last && source.contains(active)) pickOf(last).focus();
    } else if (event.key === " " && active.matches("a.pick, a.jump, a.number, .refs a, .expression a, .passage-link")) {
      event.preventDefault();
      active.click();
    } else if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
      const list = active.matches("a.pick") ? picks : active.matches("a.number") ? numbers : null;
      const next = list && step(list, list.indexOf(active), event.key);
      if (!next) return;
      event.preventDefault();
      next.focus({ preventScroll: narrow.matches });
      if (list === picks) choose(items[picks.indexOf(next)]);
    }
  });

  grow.addEventListener("click", () => enlarge(!source.classList.contains("whole")));
  close.addEventListener("click", () => {
    open(false);
    if (chosen) pickOf(chosen).focus({ preventScroll: true });
  });
  for (const link of document.querySelectorAll('a[href="#source"]')) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open(true);
      if (narrow.matches) enlarge(true);
      source.focus();
    });
  }

  function fromAddress() {
    const item = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (item && item.matches("[data-item]")) choose(item);
  }
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
