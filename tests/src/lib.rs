//! What the journeys share: the program under test, a home folder, an alarm centre of its own
//! process, and the vectors every shell answers to.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

pub mod browser;
pub mod oracle;
pub mod situations;
pub mod vectors;

/// What one run of the program gave.
#[derive(Debug)]
pub struct Outcome {
    /// Exit code; -1 when killed.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Outcome {
    /// Standard output as the one JSON document it must be.
    ///
    /// # Panics
    /// When it is not.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {} / {}", self.out, self.err))
    }

    /// The outcome, its exit code checked.
    ///
    /// # Panics
    /// When it ended otherwise.
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }
}

/// The program with a home folder of its own.
#[derive(Debug)]
pub struct Roadside {
    program: PathBuf,
    home: TempDir,
}

impl Roadside {
    /// A motorist who has just installed the app. `program` is `env!("CARGO_BIN_EXE_roadside-under-test")`.
    ///
    /// # Panics
    /// When no folder can be made.
    pub fn new(program: &str) -> Self {
        Self {
            program: program.into(),
            home: tempfile::tempdir().expect("a folder for a home"),
        }
    }

    /// The same with the sample card added; gives the card's id too.
    ///
    /// # Panics
    /// When the card is refused.
    pub fn with_card(program: &str) -> (Self, String) {
        let roadside = Self::new(program);
        let id = roadside.add(&vectors::card());
        (roadside, id)
    }

    /// Adds a card and gives its id.
    ///
    /// # Panics
    /// When it is refused.
    pub fn add(&self, card: &Value) -> String {
        let file = tempfile::NamedTempFile::new().expect("a file for a card");
        std::fs::write(file.path(), card.to_string()).expect("a card written");
        let path = file.path().to_string_lossy().into_owned();
        let added = self
            .run(&["card", "add", "--file", &path, "--json"])
            .expect(0)
            .json();
        added["id"].as_str().expect("an id").to_owned()
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The command, home set and nothing inherited that could change the answer.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .env_remove("ROADSIDE_INTAKE")
            .env("ROADSIDE_HOME", self.home())
            .env("LC_ALL", "en_GB.UTF-8")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs to the end.
    ///
    /// # Panics
    /// When the program cannot be started.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_with(arguments, "")
    }

    /// Runs to the end with something on standard input.
    ///
    /// # Panics
    /// When the program cannot be started.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Outcome {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a standard input");
        let input = input.to_owned();
        let writer = std::thread::spawn(move || {
            // A program that has read enough may close its end.
            let _ = stdin.write_all(input.as_bytes());
        });
        let output = child.wait_with_output().expect("the program ends");
        let _ = writer.join();
        Outcome {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The reference alarm centre in a process of its own.
#[derive(Debug)]
pub struct Centre {
    child: Child,
    /// Its address.
    pub url: String,
}

impl Centre {
    /// Starts one on a free port over `data`, with `faults`.
    ///
    /// # Panics
    /// When it does not say that it listens.
    pub fn start(program: &str, data: &Path, faults: &[&str]) -> Self {
        Self::start_at(program, data, faults, "127.0.0.1:0")
    }

    /// The same on a given address, to come back where it was.
    ///
    /// # Panics
    /// When it does not say that it listens.
    pub fn start_at(program: &str, data: &Path, faults: &[&str], listen: &str) -> Self {
        let options = faults.iter().flat_map(|fault| ["--fault", fault]);
        Self::start_with(program, data, listen, &options.collect::<Vec<_>>())
    }

    /// The same with any further options.
    ///
    /// # Panics
    /// When it does not say that it listens.
    pub fn start_with(program: &str, data: &Path, listen: &str, options: &[&str]) -> Self {
        let mut command = Command::new(program);
        command
            .args(["alarm-centre", "--listen", listen, "--json", "--data"])
            .arg(data)
            .args(options);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the alarm centre starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output"))
            .read_line(&mut line)
            .expect("its first line");
        let said: Value = serde_json::from_str(&line).expect("one JSON document");
        let url = said["listening"].as_str().expect("an address").to_owned();
        Self { child, url }
    }

    /// `host:port`, to start another one in the same place.
    pub fn address(&self) -> &str {
        self.url.rsplit('/').next().unwrap_or_default()
    }

    /// What it holds, as `GET /v1/cases` says.
    ///
    /// # Panics
    /// When it does not answer.
    pub fn holds(&self) -> Vec<Value> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let _ = rustls::crypto::ring::default_provider().install_default();
        let text = runtime.block_on(async {
            let response = reqwest::get(format!("{}/v1/cases", self.url))
                .await
                .expect("an answer");
            response.text().await.expect("a text")
        });
        serde_json::from_str(&text).expect("a list of cases")
    }
}

impl Drop for Centre {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every file below a folder with its bytes.
///
/// # Panics
/// When one cannot be read.
pub fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            let bytes = std::fs::read(&path).expect("a readable file");
            files.push((path, bytes));
        }
    }
    files
}
