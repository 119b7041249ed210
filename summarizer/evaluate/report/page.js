"use strict";
// Without this script every entry is an ordinary link to its sentence. With it, an entry lights up the words that it
// points at, gold and answer in two styles, and the documents and entries can be filtered.
(() => {
  const filters = document.querySelector(".filters");
  const output = filters.querySelector("output");
  const documents = [...document.querySelectorAll(".document")];
  document.documentElement.classList.add("script");
  filters.hidden = false;

  function pieces(shown, ranges) {
    const all = [...shown.querySelectorAll(".s > span")];
    return (ranges || "").split(" ").filter(Boolean).flatMap((range) => {
      const [first, last] = range.split("-").map(Number);
      return all.slice(first, last + 1);
    });
  }

  function choose(row) {
    for (const name of ["gold", "answer"]) {
      for (const piece of document.querySelectorAll(`.s > .${name}`)) piece.classList.remove(name);
    }
    for (const other of document.querySelectorAll(".chosen")) {
      other.classList.remove("chosen");
      other.removeAttribute("aria-current");
    }
    row.classList.add("chosen");
    row.setAttribute("aria-current", "true");
    // From now on the script says what is lit, and no longer the address of the page.
    document.documentElement.classList.add("picked");
    const shown = row.closest(".document");
    const lit = [];
    for (const name of ["gold", "answer"]) {
      for (const piece of pieces(shown, row.dataset[name])) {
        piece.classList.add(name);
        lit.push(piece);
      }
    }
    const source = shown.querySelector(".source");
    const first = lit.sort((a, b) => a.offsetTop - b.offsetTop)[0];
    if (first) source.scrollTop = first.offsetTop - source.clientHeight / 3;
  }

  document.addEventListener("click", (event) => {
    const row = event.target.closest(".rows li");
    if (!row || String(window.getSelection())) return;
    event.preventDefault();
    choose(row);
  });

  function filter() {
    const wanted = Object.fromEntries(new FormData(filters));
    const name = wanted.name.trim().toLowerCase();
    let shown = 0, entries = 0;
    for (const part of documents) {
      let inside = 0;
      for (const section of part.querySelectorAll(".sides section")) {
        let visible = 0;
        for (const row of section.querySelectorAll(".rows li")) {
          const fits = (!wanted.section || row.dataset.section === wanted.section)
            && (!wanted.entries || row.classList.contains(wanted.entries));
          row.hidden = !fits;
          visible += fits;
        }
        section.hidden = !visible;
        inside += visible;
      }
      const about = (!wanted.outcome || part.dataset.outcome === wanted.outcome) && part.dataset.name.includes(name);
      part.hidden = !about || (Boolean(wanted.section || wanted.entries) && !inside);
      if (!part.hidden) {
        shown += 1;
        entries += inside;
      }
    }
    output.textContent = `${shown} of ${documents.length} documents, ${entries} entries`;
  }

  function setOpen(open) {
    for (const part of documents) if (!part.hidden) part.open = open;
  }

  function openTarget() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target && target.closest(".document");
    if (!part) return;
    part.open = true;
    target.scrollIntoView();
  }

  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.elements.open.addEventListener("click", () => setOpen(true));
  filters.elements.close.addEventListener("click", () => setOpen(false));
  window.addEventListener("hashchange", openTarget);
  filter();
  openTarget();
})();
