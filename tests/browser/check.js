// Runs axe-core on the page it stands in, measures what a person sees without scrolling, and
// tells the frame around it.
(async () => {
  const result = { width: window.innerWidth, height: window.innerHeight };
  try {
    const root = document.documentElement;
    result.scroll_width = root.scrollWidth;
    const bottom = (selector) => {
      const element = document.querySelector(selector);
      return element ? Math.ceil(element.getBoundingClientRect().bottom) : null;
    };
    result.number_bottom = bottom(".call");
    result.code_bottom = bottom(".qr svg");
    result.smallest_text = Math.min(
      ...[...document.querySelectorAll(".theirs > p:not(.tongue), .own > p:not(.tongue)")].map(
        (element) => parseFloat(getComputedStyle(element).fontSize),
      ),
    );
    const report = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: { "color-contrast-enhanced": { enabled: true } },
    });
    const told = (found) => found.map(({ id, nodes }) => ({ id, at: nodes.map((node) => String(node.target)) }));
    result.passes = report.passes.length;
    result.contrast_checked = report.passes.some(({ id }) => id === "color-contrast-enhanced");
    result.violations = told(report.violations);
    result.incomplete = told(report.incomplete);
  } catch (error) {
    result.error = String(error);
  }
  window.parent.postMessage(JSON.stringify(result), "*");
})();
