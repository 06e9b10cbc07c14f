"use strict";
(() => {
  const input = document.getElementById("search");
  const results = document.getElementById("results");
  const index = window.INDEX || [];
  let chosen = -1;

  // How well an entry fits; nothing when it does not. Names count more than what is said of them.
  function score(entry, words) {
    const name = entry.n.toLowerCase();
    const last = name.split(/::|\.|\//).filter(Boolean).pop() || name;
    let sum = 0;
    for (const word of words) {
      if (name === word || last === word) sum += 100;
      else if (last.startsWith(word)) sum += 60;
      else if (name.startsWith(word)) sum += 50;
      else if (name.includes(word)) sum += 30;
      else if (entry.s.toLowerCase().includes(word)) sum += 8;
      else return 0;
    }
    return sum - ({ option: 5, property: 5, page: 2, type: 1 }[entry.k] || 0) - name.length / 100;
  }

  function search() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    results.replaceChildren();
    chosen = -1;
    if (words.length === 0) return close();
    const found = index
      .map((entry) => [score(entry, words), entry])
      .filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0] || (a[1].n < b[1].n ? -1 : 1))
      .slice(0, 30);
    found.forEach(([, entry], at) => results.append(row(entry, at)));
    if (found.length === 0) results.append(Object.assign(document.createElement("li"), { className: "none", textContent: "Nothing is called so." }));
    results.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (found.length > 0) choose(0);
  }

  function row(entry, at) {
    const item = document.createElement("li");
    item.id = "result-" + at;
    item.setAttribute("role", "option");
    const link = document.createElement("a");
    link.href = entry.u;
    link.tabIndex = -1;
    for (const [kind, text] of [["name", entry.n], ["kind", entry.k], ["summary", entry.s]]) {
      link.append(Object.assign(document.createElement("span"), { className: kind, textContent: text }));
    }
    item.append(link);
    return item;
  }

  function choose(at) {
    const rows = [...results.querySelectorAll("[role=option]")];
    if (rows.length === 0) return;
    chosen = (at + rows.length) % rows.length;
    rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === chosen)));
    rows[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", rows[chosen].id);
  }

  function close() {
    results.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", () => input.value && search());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Escape") { close(); input.blur(); }
    else if (event.key === "Enter") {
      const link = results.querySelector("[aria-selected=true] a");
      if (link) { close(); location.href = link.href; }
    } else return;
    event.preventDefault();
  });
  results.addEventListener("click", close);
  document.addEventListener("click", (event) => event.target.closest(".search") || close());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea") || event.ctrlKey || event.metaKey || event.altKey;
    if (typing || (event.key !== "/" && event.key !== "s")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  // A page from disk may have no clipboard of the newer kind.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    await copy(button.parentElement.querySelector(".source").textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });

  // What the reader chose is kept where the browser keeps such things for pages from disk.
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const set = (theme) => { if (theme) document.documentElement.dataset.theme = theme; };
  set(stored());
  document.getElementById("theme").addEventListener("click", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    set(next);
    try { localStorage.setItem("theme", next); } catch { /* it holds for this page */ }
  });
})();
