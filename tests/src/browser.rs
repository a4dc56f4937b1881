//! A headless browser, where the machine has one.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

/// Chromium, named by `ROADSIDE_CHROMIUM` or found on the path. `None`, said past the test
/// runner's capture, where there is none; where one is required that is a failure.
///
/// # Panics
/// When `ROADSIDE_BROWSER_REQUIRED` is set and there is none.
pub fn chromium(test: &str) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("ROADSIDE_CHROMIUM") {
        return Some(named.into());
    }
    let found = std::env::var_os("PATH").and_then(|path| {
        [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ]
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
    });
    if found.is_none() {
        assert!(
            std::env::var_os("ROADSIDE_BROWSER_REQUIRED").is_none(),
            "no Chromium on this machine"
        );
        let mut out = std::io::stderr();
        let _ = std::io::Write::write_all(
            &mut out,
            format!("SKIPPED {test}: no Chromium on this machine (set ROADSIDE_CHROMIUM)\n")
                .as_bytes(),
        );
    }
    found
}

/// Opens a file with the given wishes (`--dump-dom`, `--print-to-pdf=…`) and gives what the
/// browser wrote to its standard output.
///
/// # Panics
/// When it does not start or gives no answer in time.
pub fn browse(chromium: &Path, folder: &Path, file: &Path, wishes: &[String]) -> String {
    let printed = folder.join("printed");
    let mut browser = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-pdf-header-footer",
            "--virtual-time-budget=20000",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .args(wishes)
        .arg(format!("file://{}", file.display()))
        .stdout(Stdio::from(
            File::create(&printed).expect("a file for what is printed"),
        ))
        .stderr(Stdio::null())
        .spawn()
        .expect("the browser starts");
    let end = Instant::now() + PATIENCE;
    while browser.try_wait().expect("the browser's state").is_none() {
        if Instant::now() > end {
            let _ = browser.kill();
            panic!("the browser gave no answer within {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    std::fs::read_to_string(&printed).expect("what the browser printed")
}

/// The pages of a PDF and their sizes in points, as its page objects say.
///
/// # Panics
/// When the file cannot be read.
pub fn pages(pdf: &Path) -> Vec<(u32, u32)> {
    let bytes = std::fs::read(pdf).expect("a PDF");
    let text = String::from_utf8_lossy(&bytes);
    text.split("/Type /Page")
        .skip(1)
        .filter(|rest| !rest.starts_with('s'))
        .map(|rest| {
            let object = rest.split("endobj").next().unwrap_or_default();
            let sizes = object
                .split_once("/MediaBox [")
                .map_or("", |(_, rest)| rest);
            let sizes = sizes.split(']').next().unwrap_or_default();
            let number = |at: usize| {
                let word = sizes.split_whitespace().nth(at).unwrap_or_default();
                word.parse::<f64>().unwrap_or_default().round() as u32
            };
            (number(2), number(3))
        })
        .collect()
}
