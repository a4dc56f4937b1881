// Whether every panel of the glove-box sheet holds all that stands in it, and how small it gets.
const over = [...document.querySelectorAll(".panel, article")]
  .filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
  .map((box) => box.className || box.lang);
let smallest = 1000;
const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  if (walker.currentNode.data.trim() === "") continue;
  const size = parseFloat(getComputedStyle(walker.currentNode.parentElement).fontSize);
  smallest = Math.min(smallest, size);
}
const result = document.createElement("pre");
result.id = "check-result";
result.textContent = JSON.stringify({
  over, smallest_pt: smallest * 0.75,
  panels: document.querySelectorAll(".panel").length,
  notices: document.querySelectorAll("article").length,
});
document.body.append(result);
