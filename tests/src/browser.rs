//! A headless browser, where the machine has one.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(90);

/// Chromium, named by `ROADSIDE_CHROMIUM` or found on the path. `None`, said by [`skip`], where
/// there is none.
///
/// # Panics
/// As [`skip`].
pub fn chromium(test: &str) -> Option<PathBuf> {
    let found = std::env::var_os("ROADSIDE_CHROMIUM")
        .map(PathBuf::from)
        .or_else(|| {
            on_path(&[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ])
        });
    if found.is_none() {
        skip(test, "no Chromium on this machine (set ROADSIDE_CHROMIUM)");
    }
    found
}

/// The first of these programs on the path.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
}

/// Says what was skipped, past the test runner's capture; where a browser is required, as in CI, a
/// skip is a failure.
///
/// # Panics
/// When `ROADSIDE_BROWSER_REQUIRED` is set.
pub fn skip(test: &str, why: &str) {
    assert!(
        std::env::var_os("ROADSIDE_BROWSER_REQUIRED").is_none(),
        "{why}"
    );
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: {why}");
}

/// A copy of a page that may run these scripts: the page itself forbids every one.
///
/// # Panics
/// When the page states no policy.
pub fn with_scripts(page: &str, scripts: &[&str]) -> String {
    let begins = page.find("<meta http-equiv=").expect("the policy");
    let ends = begins + page[begins..].find('>').expect("its end") + 1;
    let body = page[ends..]
        .strip_suffix("</body></html>")
        .expect("the page's end");
    let scripts: String = scripts
        .iter()
        .map(|script| format!("<script>{script}</script>"))
        .collect();
    format!("{}{body}{scripts}</body></html>", &page[..begins])
}

/// What a script of [`with_scripts`] left in `<pre id="check-result">` of a page.
///
/// # Panics
/// When it left nothing, or no JSON.
pub fn found(chromium: &Path, folder: &Path, file: &Path, wishes: &[String]) -> serde_json::Value {
    let wishes = [wishes, &["--dump-dom".to_owned()]].concat();
    let dom = browse(chromium, folder, file, &wishes);
    let (_, rest) = dom
        .split_once("<pre id=\"check-result\">")
        .expect("a result in the page");
    let (json, _) = rest.split_once("</pre>").expect("the result's end");
    let json = json
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    serde_json::from_str(&json).expect("the result is JSON")
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
            "--hide-scrollbars",
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
