//! The vocabulary: every fact terms may read, its type, and how its absence is read.
//!
//! One table for the three products. Which fact counts for what is decided by the terms.

use super::words::bits;

/// A fact, by its place in [`FACTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(u8);

/// How an absent fact is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Absent {
    /// Unknown: it is asked for while its value could still decide.
    Asked,
    /// Asked for where a rule reads its value; where a rule only asks whether it is given, its
    /// absence is an assumption, shown as this word.
    AskedOrPresumed(&'static str),
    /// The default stands, and is shown as an assumption.
    Presumed(Preset),
    /// A condition stays outstanding. Never an assumption.
    Discharging,
}

/// The default of a presumed fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Preset {
    /// One of the words allowed.
    Word(&'static str),
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A country.
    Country(&'static str),
    /// The empty list.
    NoBenefits,
    /// Nothing that could be compared: the word only says what is assumed. A rule must ask
    /// `has(…)` first.
    Nothing(&'static str),
}

/// The type of a fact's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FactType {
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Bool,
    /// A whole number within these bounds, both inclusive.
    Integer(i64, i64),
    /// A finite number within these bounds, both inclusive.
    Number(f64, f64),
    /// ISO 3166-1 alpha-2.
    Country,
    /// A calendar date.
    Date,
    /// A moment: RFC 3339; without offset, Danish time.
    Moment,
    /// One visible line.
    Text,
    /// A list of benefit ids.
    Benefits,
}

/// One entry of the vocabulary.
#[derive(Debug, Clone, Copy)]
pub struct Fact {
    /// The dotted name.
    pub name: &'static str,
    /// The type of its values.
    pub kind: FactType,
    /// How its absence is read.
    pub absent: Absent,
}

use Absent::{Asked, AskedOrPresumed, Discharging, Presumed};
use FactType::{Benefits, Bool, Country, Date, Integer, Moment, Number, Text, Word};

const fn fact(name: &'static str, kind: FactType, absent: Absent) -> Fact {
    Fact { name, kind, absent }
}

const VEHICLE_KINDS: &[&str] = &[
    "passenger_car",
    "van",
    "motorhome",
    "motorcycle",
    "scooter",
    "moped_45",
    "moped_30",
    "other",
];
const EVENT_KINDS: &[&str] = &[
    "breakdown",
    "no_start",
    "puncture",
    "locked_out",
    "key_lost",
    "out_of_fuel",
    "traction_battery_empty",
    "stuck",
    "collision",
    "damage",
    "glass_damage",
    "vehicle_theft",
    "plate_theft",
    "illness",
    "injury",
];
const PURPOSES: &[&str] = &[
    "private",
    "business",
    "goods_private",
    "goods_commercial",
    "competition",
    "scrapping",
    "parked",
];
const USES: &[&str] = &[
    "private",
    "taxi",
    "rental",
    "driving_school",
    "courier",
    "other_commercial",
];
const FALSE: Absent = Presumed(Preset::Bool(false));

/// The vocabulary, in the order in which a person would be asked: what happened first, then
/// what decides for every benefit, then what only one of them reads.
pub static FACTS: &[Fact] = &[
    fact("event.kind", Word(EVENT_KINDS), Asked),
    fact("vehicle.drivable", Bool, Asked),
    fact("place.country", Country, Asked),
    fact(
        "place.lat",
        Number(-90.0, 90.0),
        AskedOrPresumed("mainland"),
    ),
    fact(
        "place.lon",
        Number(-180.0, 180.0),
        AskedOrPresumed("mainland"),
    ),
    fact("trip.purpose", Word(PURPOSES), Asked),
    fact("vehicle.kind", Word(VEHICLE_KINDS), Asked),
    fact(
        "vehicle.permitted_weight_kg",
        Integer(1, 100_000),
        AskedOrPresumed("within_limit"),
    ),
    fact("vehicle.registered_in", Country, Asked),
    fact("vehicle.casco", Bool, AskedOrPresumed("insured")),
    fact(
        "theft.recovery",
        Word(&["not_found", "found_at_once", "found_after_trip_continued"]),
        Asked,
    ),
    fact("place.accessible", Bool, Asked),
    fact(
        "illness.person",
        Word(&["driver", "passenger"]),
        AskedOrPresumed("nobody"),
    ),
    fact("illness.able_driver_present", Bool, Asked),
    fact("illness.chronic", Bool, AskedOrPresumed("not_chronic")),
    fact("illness.needs_ambulance", Bool, Asked),
    fact("towed.casco", Bool, Asked),
    fact("towed.registered_in", Country, Asked),
    fact("towed.coupled", Bool, Asked),
    fact("towed.own_cover", Bool, Asked),
    fact(
        "vehicle.plates",
        Word(&["fitted", "stolen", "missing"]),
        AskedOrPresumed("stolen"),
    ),
    fact("vehicle.use", Word(USES), Asked),
    fact("repair.working_hours", Number(0.0, 100_000.0), Asked),
    fact("repair.local", Bool, Asked),
    fact("repair.parts_available_locally", Bool, Asked),
    fact("repair.before_planned_return", Bool, Discharging),
    fact("repair.on_site_possible", Bool, Discharging),
    fact("event.occurred_at", Moment, AskedOrPresumed("in_force")),
    fact("policy.in_force_from", Date, AskedOrPresumed("in_force")),
    fact(
        "policy.in_force_to",
        Date,
        Presumed(Preset::Nothing("open_ended")),
    ),
    fact("event.casco_accepted", Bool, Discharging),
    fact("police.reported", Bool, Discharging),
    fact("police.reference", Text, Discharging),
    fact(
        "place.zone",
        Word(&["e65_transit", "border_strip", "none"]),
        Discharging,
    ),
    fact(
        "case.towed_to",
        Word(&["not_towed", "workshop", "tyre_centre", "other"]),
        Discharging,
    ),
    fact(
        "case.tow_destination",
        Word(&["workshop", "other"]),
        Discharging,
    ),
    fact(
        "event.unit",
        Word(&["vehicle", "towed_unit"]),
        Presumed(Preset::Word("vehicle")),
    ),
    fact(
        "towed.kind",
        Word(&["none", "trailer", "caravan"]),
        Presumed(Preset::Word("none")),
    ),
    fact(
        "person.role",
        Word(&["driver", "passenger", "hitchhiker", "not_lawfully_carried"]),
        Presumed(Preset::Word("passenger")),
    ),
    fact(
        "policyholder.resident_in",
        Country,
        Presumed(Preset::Country("DK")),
    ),
    fact(
        "vehicle.modifications",
        Word(&["none", "declared", "undeclared"]),
        Presumed(Preset::Word("none")),
    ),
    fact("vehicle.seized", Bool, FALSE),
    fact("event.casco_exclusion", Bool, FALSE),
    fact("event.gross_negligence", Bool, FALSE),
    fact("event.known_before_trip", Bool, FALSE),
    fact("event.poor_maintenance", Bool, FALSE),
    fact(
        "place.kind",
        Word(&[
            "roadside",
            "home",
            "company",
            "workshop",
            "inspection_centre",
            "other",
        ]),
        Presumed(Preset::Word("roadside")),
    ),
    fact(
        "place.accuracy_m",
        Number(0.0, 40_000_000.0),
        Presumed(Preset::Nothing("exact")),
    ),
    fact("case.agreed", Benefits, Presumed(Preset::NoBenefits)),
    fact("case.taken", Benefits, Presumed(Preset::NoBenefits)),
    fact(
        "case.towed_by",
        Word(&["provider", "other"]),
        Presumed(Preset::Word("provider")),
    ),
    fact("case.assisted_before", Bool, FALSE),
    fact(
        "rental.hired_in",
        Country,
        Presumed(Preset::Nothing("elsewhere")),
    ),
    fact(
        "rental.used_in",
        Country,
        Presumed(Preset::Nothing("elsewhere")),
    ),
    fact(
        "rental.days_used",
        Integer(0, 10_000),
        Presumed(Preset::Integer(0)),
    ),
    fact("other_cover", Bool, FALSE),
];

// A set of facts is one machine word.
const _: () = assert!(FACTS.len() <= 64);

impl FactId {
    /// The fact of that dotted name.
    pub fn named(name: &str) -> Option<Self> {
        Self::at(FACTS.iter().position(|fact| fact.name == name)?)
    }

    /// The fact at that place of the vocabulary.
    pub(crate) fn at(place: usize) -> Option<Self> {
        let place = u8::try_from(place).ok();
        place.map(Self).filter(|fact| fact.index() < FACTS.len())
    }

    /// Every fact, in the order of the vocabulary.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u8..).take(FACTS.len()).map(Self)
    }

    /// Its entry in the vocabulary.
    pub fn entry(self) -> &'static Fact {
        const NOWHERE: Fact = fact("", Bool, Discharging);
        FACTS.get(self.index()).unwrap_or(&NOWHERE)
    }

    /// Its dotted name.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Its place in the vocabulary.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FactSet(u64);

impl FactSet {
    /// The empty set.
    pub const NONE: Self = Self(0);

    /// The set of one fact.
    pub const fn of(fact: FactId) -> Self {
        Self(1 << fact.0)
    }

    /// Both sets together.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this set and not in the other.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What is in both sets.
    pub const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the fact is in it.
    pub const fn has(self, fact: FactId) -> bool {
        self.0 & (1 << fact.0) != 0
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many facts are in it.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Its facts, in the order of the vocabulary.
    pub fn iter(self) -> impl Iterator<Item = FactId> {
        bits(self.0).map(FactId)
    }
}
