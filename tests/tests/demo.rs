//! `roadside demo`: the whole journey, no questions, ending with the case received.

use roadside_journeys::Roadside;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");

#[test]
fn the_demo_ends_with_the_case_received() {
    let roadside = Roadside::new(PROGRAM);
    let shown = roadside.run(&["demo"]).expect(0).out;
    for part in [
        "SOS International a/s",
        "+45 70 10 50 52",
        "geo:45.",
        "5.a",
        "hr",
        "112",
    ] {
        assert!(
            shown.contains(part),
            "the demo does not show {part}: {shown}"
        );
    }
    let last = shown
        .trim_end()
        .lines()
        .rev()
        .take(6)
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        last.to_lowercase().contains("received"),
        "it does not end with the case received: {last}"
    );
    let page = shown
        .split_whitespace()
        .find(|word| word.ends_with(".html"))
        .expect("it says where the notice lies");
    let page = std::fs::read_to_string(page).expect("the notice is there");
    assert!(page.contains("lang=\"hr\"") && page.contains("lang=\"da\""));
    assert!(
        !roadside.home().join("roadside.db").exists(),
        "the demo leaves the motorist's own home alone"
    );
}
