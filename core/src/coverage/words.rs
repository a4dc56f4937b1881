//! The words terms may use besides facts: benefits, conditions, limits.
//!
//! Decides which ids exist and who can settle a condition. What they say to people stands in
//! `i18n/coverage/`.

macro_rules! ids {
    ($(#[$meta:meta])* $name:ident: $($word:literal)*) => {
        $(#[$meta])*
        pub static $name: &[&str] = &[$($word,)*];
    };
}

ids! {
    /// Every benefit of the three products.
    BENEFITS:
    "towing" "on_site_repair" "recovery_from_ditch" "rental_vehicle" "hotel"
    "vehicle_repatriation" "travel_home" "local_transport" "spare_parts" "customs_duty" "seizure"
    "communication" "repair_loan" "baggage_transport" "towed_unit" "bridge_ferry_toll"
    "interpreter" "repair_costs" "jump_start" "flat_tyre_help" "lockout" "lost_key"
    "fuel_delivery" "window_covering" "driver_illness" "medical_transport" "onward_travel"
}
ids! {
    /// Conditions the alarm centre settles: its agreement lifts them.
    CENTRE_CONDITIONS:
    "prior_agreement" "provider_discretion" "cheaper_than_towing" "request_with_towing"
    "snow_cleared" "on_site_repair_first" "confirm_territory" "confirm_zone" "confirm_event"
    "confirm_vehicle" "confirm_scope"
}
ids! {
    /// Conditions that stay with the insured, whatever the alarm centre agrees to.
    INSURED_CONDITIONS:
    "police_report" "police_documentation" "casco_acceptance" "taken_to_workshop"
    "towed_by_provider" "show_driving_licence" "own_funds_insufficient" "vehicle_stays_missing"
    "rental_pickup_only" "other_insurance_first" "casco_pays_first"
}
ids! {
    /// The keys of limits.
    LIMITS:
    "max_total" "max_cost" "max_days" "rental_class" "max_amount_dkk" "travel_class"
    "litres_approx" "nights" "start_within_hours" "interregional_tow_within_days"
    "price_dkk_per_day_first_3" "price_dkk_per_day_after" "excess_dkk" "passengers_max"
    "km_per_day_included" "destination"
}

ids! {
    /// What a clause may ask a driver to have along.
    BRING:
    "registration_certificate" "all_keys" "driving_licence" "card_filled_in"
}

/// The places of the bits that are set, the lowest first.
pub(crate) fn bits(mut word: u64) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let next = u8::try_from(word.trailing_zeros()).ok();
        let next = next.filter(|bit| *bit < 64)?;
        word &= word - 1;
        Some(next)
    })
}

/// A benefit, by its place in [`BENEFITS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BenefitId(u8);

// A set of benefits is one machine word.
const _: () = assert!(BENEFITS.len() <= 64);

impl BenefitId {
    /// The benefit of that id.
    pub fn named(id: &str) -> Option<Self> {
        let at = BENEFITS.iter().position(|word| *word == id)?;
        u8::try_from(at).ok().map(Self)
    }

    /// Its id.
    pub fn id(self) -> &'static str {
        BENEFITS.get(self.index()).copied().unwrap_or_default()
    }

    /// Its place in [`BENEFITS`].
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of benefits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BenefitSet(u64);

impl BenefitSet {
    /// The same set with one more benefit in it.
    #[must_use]
    pub const fn with(self, benefit: BenefitId) -> Self {
        Self(self.0 | 1 << benefit.0)
    }

    /// Whether the benefit is in it.
    pub const fn has(self, benefit: BenefitId) -> bool {
        self.0 & (1 << benefit.0) != 0
    }

    /// Whether the two sets share a benefit.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its benefits, in the order of [`BENEFITS`].
    pub fn iter(self) -> impl Iterator<Item = BenefitId> {
        bits(self.0).map(BenefitId)
    }
}

/// A condition, by its place among [`CENTRE_CONDITIONS`] and, behind them, [`INSURED_CONDITIONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConditionId(u8);

/// How many conditions there are.
pub(crate) const CONDITIONS: usize = CENTRE_CONDITIONS.len() + INSURED_CONDITIONS.len();

// A set of conditions is one machine word.
const _: () = assert!(CONDITIONS <= 64);

impl ConditionId {
    /// The condition of that id.
    pub fn named(id: &str) -> Option<Self> {
        let mut all = CENTRE_CONDITIONS.iter().chain(INSURED_CONDITIONS);
        let at = all.position(|word| *word == id)?;
        u8::try_from(at).ok().map(Self)
    }

    /// Its id.
    pub fn id(self) -> &'static str {
        let insured = self.index().wrapping_sub(CENTRE_CONDITIONS.len());
        let word = CENTRE_CONDITIONS.get(self.index());
        word.or_else(|| INSURED_CONDITIONS.get(insured))
            .copied()
            .unwrap_or_default()
    }

    /// Whether the alarm centre's agreement lifts it.
    pub const fn by_centre(self) -> bool {
        self.index() < CENTRE_CONDITIONS.len()
    }

    /// Its place.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of conditions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ConditionSet(u64);

impl ConditionSet {
    /// The same set with one more condition in it.
    pub const fn with(self, condition: ConditionId) -> Self {
        Self(self.0 | 1 << condition.0)
    }

    /// Both sets together.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the condition is in it.
    pub const fn has(self, condition: ConditionId) -> bool {
        self.0 & (1 << condition.0) != 0
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its conditions, in the order of the vocabulary.
    pub fn iter(self) -> impl Iterator<Item = ConditionId> {
        bits(self.0).map(ConditionId)
    }

    /// How many conditions are in it.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }
}

/// A limit key of the vocabulary.
pub fn limit(key: &str) -> Option<&'static str> {
    LIMITS.iter().copied().find(|word| *word == key)
}
