//! The README shows the demo's real output: every line of it is looked for in a run.

use roadside_journeys::Roadside;
use std::collections::BTreeSet;
use std::path::Path;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");

/// Codes, ports and times differ from run to run: digits and capitals count as equal.
fn masked(line: &str) -> String {
    let alike = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
    line.trim_end()
        .chars()
        .map(|c| if alike(c) { '#' } else { c })
        .collect()
}

#[test]
fn what_the_readme_shows_of_the_demo_is_what_it_prints() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).expect("the README");
    let shown = readme
        .split("```")
        .find(|block| block.contains("\n▍ 1."))
        .expect("the README shows the demo");
    let printed = Roadside::new(PROGRAM)
        .run(&["demo", "--language", "en"])
        .expect(0)
        .out;
    let printed: BTreeSet<String> = printed.lines().map(masked).collect();
    let mut compared = 0;
    for line in shown
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.contains('…'))
    {
        assert!(
            printed.contains(&masked(line)),
            "the demo does not print: {line}"
        );
        compared += 1;
    }
    assert!(compared > 30, "only {compared} lines of the demo are shown");
}
