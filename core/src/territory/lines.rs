//! The lines, boxes and lists of `data/zones.txt`, read by the compiler.
//!
//! Nothing is read at run time, and a malformed number in the file does not build.

use crate::types::Country;

/// A point: latitude and longitude in degrees (WGS 84).
pub(super) type Point = (f64, f64);

/// Bounds in degrees: the south-west corner, then the north-east one.
pub(super) type Bounds = [Point; 2];

const TEXT: &str = include_str!("../../data/zones.txt");

macro_rules! points {
    ($name:ident, $section:literal) => {
        pub(super) static $name: [Point; count_points($section)] = read_points($section);
    };
}

macro_rules! countries {
    ($name:ident, $section:literal) => {
        pub(super) static $name: [Country; count_codes($section)] = read_codes($section);
    };
}

macro_rules! bounds {
    ($name:ident, $section:literal) => {
        pub(super) static $name: Bounds = read_points($section);
    };
}

points!(LAND_BORDER, "border-strip.land-border");
points!(FERRY_PORTS, "border-strip.ferry-ports");
points!(E65, "e65");
points!(URALS, "urals");
points!(BOSPORUS, "bosporus");
points!(BOSPORUS_CLOSING, "bosporus.closing");

bounds!(URALS_FADING, "urals.fading");
bounds!(CANARY_ISLANDS, "outlying.canary-islands");
bounds!(CEUTA, "outlying.ceuta");
bounds!(MELILLA, "outlying.melilla");
bounds!(MADEIRA_AZORES, "outlying.madeira-azores");
bounds!(SVALBARD, "outlying.svalbard");
bounds!(CYPRUS_BASES, "outlying.cyprus-bases");

bounds!(BAARLE, "disputed.baarle");
bounds!(GOLAN, "disputed.golan");
bounds!(WESTERN_SAHARA, "disputed.western-sahara");
bounds!(WEST_BANK, "disputed.west-bank");
bounds!(SOUND, "water.sound");
bounds!(ORESUND, "margin.oresund");
bounds!(PELJESAC_BRIDGE, "margin.peljesac-bridge");

countries!(EUROPE, "countries.europe");
countries!(DOUBTFUL, "countries.doubtful");
countries!(RESCUE_NAMED, "countries.rescue-named");

points!(EAST_BELGIUM_NORTH, "region.east-belgium-north");
points!(EAST_BELGIUM_SOUTH, "region.east-belgium-south");
points!(SWISS_FRENCH, "region.swiss-french");
points!(TICINO, "region.swiss-italian-ticino");
points!(BREGAGLIA, "region.swiss-italian-bregaglia");
points!(POSCHIAVO, "region.swiss-italian-poschiavo");
points!(SOUTH_TYROL, "region.south-tyrol");

/// Bytes by position, for the compiler only: a wrong position stops the build.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler alone")]
const fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes()[at]
}

/// Where the section's first line begins.
const fn section_start(name: &str) -> usize {
    let mut at = 0;
    loop {
        assert!(at < TEXT.len(), "data/zones.txt lacks a section");
        if byte(TEXT, at) == b'[' && (at == 0 || byte(TEXT, at - 1) == b'\n') {
            let mut same = 0;
            while same < name.len() && byte(TEXT, at + 1 + same) == byte(name, same) {
                same += 1;
            }
            if same == name.len() && byte(TEXT, at + 1 + same) == b']' {
                return line_end(at) + 1;
            }
        }
        at += 1;
    }
}

const fn line_end(mut at: usize) -> usize {
    while at < TEXT.len() && byte(TEXT, at) != b'\n' {
        at += 1;
    }
    at
}

/// Whether a line that belongs to the section begins here.
const fn is_entry(at: usize) -> bool {
    at < TEXT.len() && !matches!(byte(TEXT, at), b'\n' | b'#' | b'[')
}

const fn count_points(name: &str) -> usize {
    let mut at = section_start(name);
    let mut count = 0;
    while is_entry(at) {
        count += 1;
        at = line_end(at) + 1;
    }
    assert!(count > 0, "an empty section in data/zones.txt");
    count
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler alone")]
const fn read_points<const N: usize>(name: &str) -> [Point; N] {
    assert!(
        count_points(name) == N,
        "a section of data/zones.txt has another length"
    );
    let mut points = [(0.0, 0.0); N];
    let mut at = section_start(name);
    let mut index = 0;
    while index < N {
        let (lat, after) = read_number(at);
        assert!(byte(TEXT, after) == b',' && byte(TEXT, after + 1) == b' ');
        let (lon, end) = read_number(after + 2);
        assert!(
            end == line_end(at),
            "something after the longitude in data/zones.txt"
        );
        assert!(lat >= -90.0 && lat <= 90.0 && lon >= -180.0 && lon <= 180.0);
        points[index] = (lat, lon);
        at = end + 1;
        index += 1;
    }
    points
}

/// A plain decimal number, and where it ends.
const fn read_number(start: usize) -> (f64, usize) {
    let negative = byte(TEXT, start) == b'-';
    let mut at = if negative { start + 1 } else { start };
    let (mut value, mut scale, mut digits, mut point) = (0.0, 1.0, 0, false);
    while at < TEXT.len() {
        match byte(TEXT, at) {
            digit @ b'0'..=b'9' => {
                value = value * 10.0 + (digit - b'0') as f64;
                digits += 1;
                if point {
                    scale *= 10.0;
                }
            }
            b'.' if !point => point = true,
            _ => break,
        }
        at += 1;
    }
    assert!(digits > 0, "a number is missing in data/zones.txt");
    (
        if negative {
            -value / scale
        } else {
            value / scale
        },
        at,
    )
}

const fn count_codes(name: &str) -> usize {
    let mut at = section_start(name);
    let mut count = 0;
    while is_entry(at) {
        let end = line_end(at);
        count += (end - at + 1) / 3;
        at = end + 1;
    }
    count
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler alone")]
const fn read_codes<const N: usize>(name: &str) -> [Country; N] {
    let mut codes = [Country::of(b"ZZ"); N];
    let mut at = section_start(name);
    let mut index = 0;
    while index < N {
        codes[index] = Country::of(&[byte(TEXT, at), byte(TEXT, at + 1)]);
        assert!(
            matches!(byte(TEXT, at + 2), b' ' | b'\n'),
            "codes are two letters and a space"
        );
        at += 3;
        index += 1;
    }
    codes
}
