//! The products, and the kinds of vehicle they speak of.

use super::{Line, Phone, Problem};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Enum)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every value, in the order of the facts vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word used in files, JSON and facts.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Reads the word.
            ///
            /// # Errors
            /// [`Problem::NotOneOf`] with the words allowed.
            pub fn parse(text: &str) -> Result<Self, Problem> {
                match text {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(Problem::NotOneOf(vec![$($word.to_owned(),)*])),
                }
            }
        }
    };
}

words! {
    /// An insurance product a card can stand for.
    Product {
        /// Redningsforsikring i Udlandet.
        RescueAbroad = "rescue-abroad",
        /// SOS Dansk Autohjælp.
        Autohjaelp = "autohjaelp",
        /// TUSK, for businesses.
        Tusk = "tusk",
    }
}

words! {
    /// `vehicle.kind`: the registered class.
    VehicleKind {
        /// Passenger car.
        PassengerCar = "passenger_car",
        /// Van.
        Van = "van",
        /// Motorhome.
        Motorhome = "motorhome",
        /// Motorcycle.
        Motorcycle = "motorcycle",
        /// Scooter.
        Scooter = "scooter",
        /// Registered moped, 45 km/h.
        Moped45 = "moped_45",
        /// Registered moped, 30 km/h.
        Moped30 = "moped_30",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// `vehicle.use`.
    VehicleUse {
        /// Private.
        Private = "private",
        /// Taxi.
        Taxi = "taxi",
        /// Rental car.
        Rental = "rental",
        /// Driving-school car.
        DrivingSchool = "driving_school",
        /// Courier car.
        Courier = "courier",
        /// Any other business use.
        OtherCommercial = "other_commercial",
    }
}

words! {
    /// `towed.kind`, of a unit that is there.
    TowedKind {
        /// Trailer.
        Trailer = "trailer",
        /// Caravan.
        Caravan = "caravan",
    }
}

impl Product {
    /// The company that answers and its number (E.164), as the product's printed terms name
    /// them: rescue abroad's card, autohjælp clause 26, TUSK's page foot (ruling 47). What
    /// terms on this device say goes before this.
    pub fn printed_contact(self) -> (Line, Phone) {
        let (company, phone) = match self {
            Self::RescueAbroad => ("SOS International a/s", "+4570105052"),
            Self::Autohjaelp | Self::Tusk => ("SOS Dansk Autohjælp A/S", "+4570108090"),
        };
        (Line::written(company), Phone::written(phone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printed_contact_would_pass_the_border() {
        for product in Product::ALL {
            let (company, phone) = product.printed_contact();
            assert_eq!(Line::parse(company.as_str()), Ok(company));
            assert_eq!(Phone::parse(phone.e164()), Ok(phone));
        }
    }
}
