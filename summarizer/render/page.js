"use strict";
// Without this script every [S4] is an ordinary link to its sentence. With it, a statement lights up all the
// sentences that it rests on, and the exact words of a quotation or a cue inside them.
(() => {
  const lit = ["lit", "exact", "chosen"];
  const source = document.querySelector(".source");
  document.documentElement.classList.add("script");

  function choose(statement) {
    for (const name of lit) {
      for (const element of document.querySelectorAll("." + name)) element.classList.remove(name);
    }
    statement.classList.add("chosen");
    // From now on the script says what is lit, and no longer the address of the page.
    document.documentElement.classList.add("picked");
    const sentences = statement.dataset.rests.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    for (const sentence of sentences) sentence.classList.add("lit");
    if (statement.dataset.exact) {
      for (const piece of source.querySelectorAll(`[data-marks~="${statement.dataset.exact}"]`)) {
        piece.classList.add("exact");
      }
    }
    return sentences;
  }

  document.addEventListener("click", (event) => {
    const statement = event.target.closest("[data-rests]");
    if (!statement || String(window.getSelection())) return;
    const [first] = choose(statement);
    if (first && !event.target.closest("a")) first.scrollIntoView({ block: "center" });
  });
})();
