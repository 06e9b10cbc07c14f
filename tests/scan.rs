//! Literal credentials are found, and what only looks like one is not: both counted on data that is made here,
//! from a fixed seed.

mod scan_data;
mod support;

use scan_data::{Noise, benign, credentials, shaped};
use std::fs;
use std::time::Instant;
use support::paths::in_repository;
use sw::secrets::scan::{Strength, inside, is_example, scan};

#[test]
fn of_600_seeded_credentials_98_in_100_are_found() {
    let made = credentials(&mut Noise::new(20_240_607), 600);
    let is_found = |made: &scan_data::Made| {
        let found = scan(&made.text);
        found.iter().any(|found| {
            made.text[found.range.clone()].contains(&made.value)
                || made.value.contains(&made.text[found.range.clone()])
        })
    };
    let missed: Vec<&scan_data::Made> = made.iter().filter(|made| !is_found(made)).collect();
    println!("{} of {} credentials found", made.len() - missed.len(), made.len());
    assert!(missed.len() * 100 <= made.len() * 2, "missed: {missed:#?}");
}

/// A part of a credential that is found leaves the rest of it in sight. Noise looks like words now and then: once in ten
/// is no fault of the shape's.
#[test]
fn every_shape_is_found_whole_and_told_as_what_it_is() {
    let rounds: Vec<_> = (1..=10).map(|seed| shaped(&mut Noise::new(seed))).collect();
    let is_right = |title: &str, made: &scan_data::Made| {
        let found = scan(&made.text);
        found.len() == 1
            && found[0].what == title
            && made.text[found[0].range.clone()] == made.value
    };
    let wrong: Vec<_> = (0..rounds[0].len())
        .filter_map(|n| {
            let wrong: Vec<_> = rounds
                .iter()
                .map(|round| &round[n])
                .filter(|(title, made)| !is_right(title, made))
                .collect();
            (wrong.len() > 1).then_some(wrong)
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_shape_has_a_made_credential() {
    let folder = in_repository("src/secrets/scan/shapes");
    let mut titles = Vec::new();
    visit(&folder, &mut |path, text| {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let lines = lines.filter(|_| path.ends_with(".shapes"));
        titles.extend(lines.step_by(3).map(String::from));
    });
    assert!(titles.len() > 110, "{titles:?}");
    let made: Vec<&str> = shaped(&mut Noise::new(1)).into_iter().map(|(title, _)| title).collect();
    titles.retain(|title| !made.contains(&title.as_str()));
    assert!(titles.is_empty(), "tests/scan_data/credentials.rs makes none of these: {titles:?}");
}

#[test]
fn of_3000_benign_strings_at_most_1_in_1000_is_flagged() {
    let lines = benign(&mut Noise::new(42), 3000);
    let flagged: Vec<&String> = lines
        .iter()
        .filter(|line| scan(line).iter().any(|found| found.strength == Strength::Real))
        .collect();
    println!("{} of {} benign strings flagged", flagged.len(), lines.len());
    assert!(flagged.len() * 1000 <= lines.len(), "flagged: {flagged:#?}");
    assert!(lines.len() == 3000);
}

#[test]
fn a_whole_file_of_benign_lines_is_as_quiet_as_each_of_them() {
    let text = benign(&mut Noise::new(7), 3000).join("\n");
    let found = scan(&text).into_iter().filter(|found| found.strength == Strength::Real).count();
    assert!(found <= 3, "{found}");
}

#[test]
fn no_preview_gives_anything_away() {
    for made in credentials(&mut Noise::new(3), 400) {
        for found in scan(&made.text) {
            let value = &made.text[found.range.clone()];
            let tail: String =
                value.chars().skip(value.chars().count().saturating_sub(8)).collect();
            assert!(
                !found.preview.contains(&tail) && !format!("{found:?}").contains(&tail),
                "{}",
                found.preview
            );
        }
    }
}

/// What every example and golden folder makes is quiet: they use secrets, or say what is allowed.
#[test]
fn what_examples_and_golden_folders_make_holds_no_credential() {
    let mut found = Vec::new();
    for folder in ["examples", "tests/golden"] {
        visit(&in_repository(folder), &mut |path, text| {
            let is_source = path.ends_with(".rhai") || is_example(path);
            let all = if is_source { Vec::new() } else { scan(text) };
            found.extend(
                all.into_iter()
                    .filter(|found| found.strength == Strength::Real)
                    .map(|found| format!("{path}: {found:?}")),
            );
        });
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn visit(folder: &std::path::Path, see: &mut dyn FnMut(&str, &str)) {
    for entry in fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
    {
        if entry.is_dir() {
            visit(&entry, see);
        } else if let Ok(text) = fs::read_to_string(&entry) {
            see(&entry.to_string_lossy(), &text);
        }
    }
}

#[test]
fn the_way_to_a_place_is_told_in_every_format() {
    let json = "{\n  \"a\": {\n    \"list\": [\n      1\n    ],\n    \"password\": \"x\"\n  }\n}\n";
    assert_eq!(inside(json, json.find("password").unwrap()), "a.password");
    let yaml = "spec:\n  containers:\n    - name: app\n      env:\n        - name: A\n          value: b\n        - name: DB_PASSWORD\n          value: x\n";
    assert_eq!(inside(yaml, yaml.rfind("value").unwrap()), "spec.containers[0].env[1].value");
    let flat = "data:\n- a\n- token: x\n";
    assert_eq!(inside(flat, flat.find("token").unwrap()), "data[1].token");
    assert_eq!(inside("DB_PASSWORD=x\n", 0), "");
}

/// Hostile texts end, and soon: nothing looks further than a bounded stretch.
#[test]
fn no_text_takes_long() {
    let start = Instant::now();
    for part in [
        "://",
        "a:b@",
        "password: ",
        "eyJ.",
        "-----BEGIN PRIVATE KEY-----",
        "Q~",
        "-us",
        "AZDO",
        "JQQJ99",
        "x.logic.azure.com/",
        "hc",
        "sk-",
        ":AA",
        "- name: x\n  value: ",
        "=\"",
        "\u{e9}\u{fdd0}:",
    ] {
        let _any = scan(&part.repeat(5_000));
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
