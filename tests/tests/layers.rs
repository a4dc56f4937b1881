//! The house has floors. This test reads the core's sources and fails when a module imports
//! from its own floor or one above.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// Every module of the core, lowest floor first. What stands in one row may not import its neighbours.
const FLOORS: &[&[&str]] = &[
    &["types"],
    &["messages", "page"],
    &["error", "labels"],
    &["position"],
    &["territory"],
    &["card", "guide"],
    &["notice", "coverage"],
    &["privacy"],
    &["assistance", "trip"],
    &["claim", "rights", "answers", "paper"],
    &["store", "net"],
    &["companion"],
    &["mobile"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|row| row.contains(&module))
}

/// Collects the first segment behind `crate::` of every path and `use` in a file.
#[derive(Default)]
struct Imports(Vec<String>);

impl<'ast> Visit<'ast> for Imports {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut segments = path.segments.iter();
        if segments.next().is_some_and(|first| first.ident == "crate")
            && let Some(second) = segments.next()
        {
            self.0.push(second.ident.to_string());
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if let syn::UseTree::Path(path) = &item.tree
            && path.ident == "crate"
        {
            heads(&path.tree, &mut self.0);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let test_only = item.attrs.iter().any(|attribute| {
            attribute.path().is_ident("cfg")
                && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string().contains("test"))
        });
        if !test_only {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

fn heads(tree: &syn::UseTree, into: &mut Vec<String>) {
    match tree {
        syn::UseTree::Path(path) => into.push(path.ident.to_string()),
        syn::UseTree::Name(name) => into.push(name.ident.to_string()),
        syn::UseTree::Rename(rename) => into.push(rename.ident.to_string()),
        syn::UseTree::Group(group) => group.items.iter().for_each(|item| heads(item, into)),
        syn::UseTree::Glob(_) => into.push("*".to_owned()),
    }
}

/// Every import in `source`, a file of `module`, that does not go downward.
fn upward_imports(module: &str, source: &str) -> Vec<String> {
    let Some(own) = floor(module) else {
        return vec![format!("`{module}` stands on no floor: add it to FLOORS")];
    };
    let mut imports = Imports::default();
    imports.visit_file(&syn::parse_file(source).expect("the core's sources parse"));
    imports
        .0
        .into_iter()
        .filter(|imported| imported != module)
        .filter(|imported| floor(imported).is_none_or(|theirs| theirs >= own))
        // The i18n macro puts its lookup at the crate's root.
        .map(|imported| format!("`{module}` imports `{imported}`"))
        .collect()
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Every source file of the core with the module it belongs to.
fn core_sources() -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    files
        .into_iter()
        .filter(|file| file.file_name().is_some_and(|name| name != "lib.rs"))
        .map(|file| {
            let relative = file.strip_prefix(&root).expect("under the root").to_owned();
            let head = relative.components().next().expect("a first part");
            let module = Path::new(head.as_os_str()).with_extension("");
            (file.clone(), module.to_string_lossy().into_owned())
        })
        .collect()
}

#[test]
fn every_import_goes_downward() {
    let sources = core_sources();
    assert!(sources.len() > 10, "only {} sources found", sources.len());
    let upward: Vec<String> = sources
        .iter()
        .flat_map(|(file, module)| {
            upward_imports(
                module,
                &std::fs::read_to_string(file).expect("a readable source"),
            )
        })
        .collect();
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

#[test]
fn an_import_turned_around_is_found() {
    for (module, source) in [
        ("types", "use crate::card::ServiceCard;"),
        ("card", "use crate::{types::Date, store::Store};"),
        ("coverage", "fn f() { crate::companion::now(); }"),
        ("store", "use crate::net::Courier;"),
        ("guide", "use crate::*;"),
        ("cellar", "use crate::types::Date;"),
    ] {
        assert_eq!(
            upward_imports(module, source).len(),
            1,
            "{module}: {source}"
        );
    }
    assert!(upward_imports("store", "use crate::card::ServiceCard;").is_empty());
}

#[test]
fn the_domain_reads_no_clock_and_touches_no_disk_or_network() {
    let outside = ["companion", "store", "net"];
    let forbidden = [
        "Utc::now",
        "Local::now",
        "SystemTime::now",
        "Instant::now",
        "std::fs",
        "std::net::Tcp",
        "std::net::Udp",
        "ToSocketAddrs",
        "std::env",
        "thread_rng",
        "now_v7",
        "new_v4",
    ];
    let mut found = Vec::new();
    for (file, module) in core_sources() {
        if outside.contains(&module.as_str()) {
            continue;
        }
        let source = std::fs::read_to_string(&file).expect("a readable source");
        let logic = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in logic.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for name in forbidden {
                if code.contains(name) {
                    found.push(format!("{}:{}: {name}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
