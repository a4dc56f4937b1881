const list = document.getElementById("cases");
const count = document.getElementById("count");
const pause = document.getElementById("pause");
let paused = false;
let last = "";
pause.hidden = false;
pause.addEventListener("click", () => {
  paused = !paused;
  pause.setAttribute("aria-pressed", String(paused));
});
async function refresh() {
  if (paused || document.hidden) return;
  try {
    const answer = await fetch(list.dataset.source);
    const text = await answer.text();
    const reading = list.contains(document.activeElement) || !getSelection().isCollapsed;
    if (answer.ok && text !== last && !reading) {
      last = text;
      const news = document.createElement("template");
      news.innerHTML = text;
      // Told to a screen reader: only how many there are, and only when that changes.
      const told = news.content.querySelector("p");
      if (count.textContent !== told.textContent) count.textContent = told.textContent;
      told.remove();
      list.replaceChildren(news.content);
    }
  } catch {
    // The centre is away for a moment; the next round tries again.
  }
}
setInterval(refresh, 2000);
