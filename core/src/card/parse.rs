//! A card at the border: every field by its rule, every fault at once.

use super::node::{self, Node};
use super::{Holder, ServiceCard, TowedUnit, Vehicle};
use crate::types::{
    Country, Date, Expected, Fault, Line, Phone, PolicyNumber, Problem, Product,
    RegistrationNumber, Secret, TowedKind, VehicleKind, VehicleUse, Vin, clean_line,
};

/// The largest card file read: 256 KiB. A real one has less than one.
pub const MAX_BYTES: usize = 256 * 1024;

/// The greatest number of characters in a bearer token.
const MAX_TOKEN: usize = 512;

impl ServiceCard {
    /// Reads a card file, JSON or TOML, as `contract.md` lays it down: the card object without
    /// `id`, with an `intake_token` if there is one. Only `product` must be there.
    ///
    /// # Errors
    /// Every fault at once, each with the path of its field (`vehicle.vin`): a key that is not
    /// in the contract or is given twice, a wrong type, an empty text, a VIN, phone, date,
    /// country or number outside its rule, characters that hide others, a last day of cover
    /// before the first. A file above [`MAX_BYTES`] is refused unread, and a text that is
    /// neither JSON nor TOML has one fault, at `line:column`.
    pub fn parse(text: &[u8]) -> Result<Self, Vec<Fault>> {
        if text.len() > MAX_BYTES {
            return Err(vec![Fault::new(
                "card",
                Problem::TooLarge {
                    max_bytes: MAX_BYTES as u64,
                },
            )]);
        }
        let mut faults = Vec::new();
        let Some(root) = node::read(text, &mut faults) else {
            return Err(faults);
        };
        from_node(root, faults)
    }
}

/// Turns a tree into a card. `faults` holds what reading the document found already.
pub(super) fn from_node(root: Node, faults: Vec<Fault>) -> Result<ServiceCard, Vec<Fault>> {
    let mut reader = Reader { faults };
    let card = reader.card(root);
    match card {
        Some(card) if reader.faults.is_empty() => Ok(card),
        _ => {
            // A name repeated ten thousand times is one thing to mend.
            reader.faults.dedup();
            Err(reader.faults)
        }
    }
}

/// One table of the document with its place in it.
struct Table {
    path: &'static str,
    entries: Vec<(String, Node)>,
}

struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn card(&mut self, root: Node) -> Option<ServiceCard> {
        let mut top = self.table("", root)?;
        let product = self.text(&mut top, "product", Product::parse);
        if product.is_none() && !self.faults.iter().any(|fault| fault.at == "product") {
            self.fault("product", Problem::Missing);
        }
        let service_card_no = self.text(&mut top, "service_card_no", PolicyNumber::parse);
        let insurer = self.text(&mut top, "insurer", Line::parse);
        let policy_no = self.text(&mut top, "policy_no", PolicyNumber::parse);
        let assistance_company = self.text(&mut top, "assistance_company", Line::parse);
        let alarm_phone = self.text(&mut top, "alarm_phone", Phone::parse);
        let vehicle = self
            .child(&mut top, "vehicle", Self::vehicle)
            .unwrap_or_default();
        let towed = self.child(&mut top, "towed", Self::towed).flatten();
        let holder = self
            .child(&mut top, "holder", Self::holder)
            .unwrap_or_default();
        let in_force_from = self.date(&mut top, "in_force_from");
        let in_force_to = self.date(&mut top, "in_force_to");
        let intake_token = self.text(&mut top, "intake_token", token);
        self.leftovers(top);
        if matches!((in_force_from, in_force_to), (Some(from), Some(to)) if to < from) {
            self.fault("in_force_to", Problem::EndBeforeStart);
        }
        Some(ServiceCard {
            product: product?,
            service_card_no,
            insurer,
            policy_no,
            assistance_company,
            alarm_phone,
            vehicle,
            towed,
            holder,
            in_force_from,
            in_force_to,
            intake_token,
        })
    }

    fn vehicle(&mut self, table: &mut Table) -> Vehicle {
        Vehicle {
            kind: self.text(table, "kind", VehicleKind::parse),
            make: self.text(table, "make", Line::parse),
            model: self.text(table, "model", Line::parse),
            model_year: self
                .integer(table, "model_year", 1886, 2100)
                .and_then(|year| u16::try_from(year).ok()),
            registration: self.text(table, "registration", RegistrationNumber::parse),
            registered_in: self.text(table, "registered_in", Country::parse),
            vin: self.text(table, "vin", Vin::parse),
            permitted_weight_kg: self
                .integer(table, "permitted_weight_kg", 1, 60_000)
                .and_then(|weight| u32::try_from(weight).ok()),
            casco: self.flag(table, "casco"),
            use_: self.text(table, "use", VehicleUse::parse),
        }
    }

    fn towed(&mut self, table: &mut Table) -> Option<TowedUnit> {
        let before = self.faults.len();
        let kind = self.text(table, "kind", TowedKind::parse);
        if kind.is_none() && self.faults.len() == before {
            self.fault("towed.kind", Problem::Missing);
        }
        let casco = self.flag(table, "casco");
        let registered_in = self.text(table, "registered_in", Country::parse);
        let own_cover = self.flag(table, "own_cover");
        Some(TowedUnit {
            kind: kind?,
            casco,
            registered_in,
            own_cover,
        })
    }

    fn holder(&mut self, table: &mut Table) -> Holder {
        Holder {
            name: self.text(table, "name", Line::parse),
            phone: self.text(table, "phone", Phone::parse),
        }
    }

    fn child<T>(
        &mut self,
        parent: &mut Table,
        key: &'static str,
        read: fn(&mut Self, &mut Table) -> T,
    ) -> Option<T> {
        let node = self.take(parent, key)?;
        let mut table = self.table(key, node)?;
        let value = read(self, &mut table);
        self.leftovers(table);
        Some(value)
    }

    fn table(&mut self, path: &'static str, node: Node) -> Option<Table> {
        if let Node::Table(entries) = node {
            return Some(Table { path, entries });
        }
        let at = if path.is_empty() { "card" } else { path };
        self.fault(at, Problem::WrongType(Expected::Table));
        None
    }

    /// Takes the value under `key` out of the table; an empty one (`null`) is none.
    fn take(&mut self, table: &mut Table, key: &str) -> Option<Node> {
        let index = table.entries.iter().position(|(name, _)| name == key)?;
        let (_, node) = table.entries.remove(index);
        let before = table.entries.len();
        table.entries.retain(|(name, _)| name != key);
        if table.entries.len() < before {
            self.fault(path(table.path, key), Problem::Duplicate);
        }
        (node != Node::Null).then_some(node)
    }

    /// What nobody took is not in the contract.
    fn leftovers(&mut self, table: Table) {
        for (key, _) in table.entries {
            self.faults.push(Fault::unknown_key(table.path, &key));
        }
    }

    fn text<T>(
        &mut self,
        table: &mut Table,
        key: &str,
        parse: fn(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        let node = self.take(table, key)?;
        let value = match node {
            Node::Text(text) if text.trim().is_empty() => Err(Problem::Empty),
            Node::Text(text) => parse(&text),
            _ => Err(Problem::WrongType(Expected::Text)),
        };
        self.settle(path(table.path, key), value)
    }

    fn date(&mut self, table: &mut Table, key: &str) -> Option<Date> {
        let node = self.take(table, key)?;
        let value = match node {
            Node::Text(text) if text.trim().is_empty() => Err(Problem::Empty),
            Node::Text(text) | Node::Moment(text) => date(&text),
            _ => Err(Problem::WrongType(Expected::Text)),
        };
        self.settle(path(table.path, key), value)
    }

    fn flag(&mut self, table: &mut Table, key: &str) -> Option<bool> {
        let node = self.take(table, key)?;
        let value = match node {
            Node::Bool(flag) => Ok(flag),
            _ => Err(Problem::WrongType(Expected::Bool)),
        };
        self.settle(path(table.path, key), value)
    }

    fn integer(&mut self, table: &mut Table, key: &str, min: i128, max: i128) -> Option<i128> {
        let node = self.take(table, key)?;
        let value = match node {
            Node::Integer(number) if (min..=max).contains(&number) => Ok(number),
            Node::Integer(_) => Err(Problem::OutOfRange {
                min: min.to_string(),
                max: max.to_string(),
            }),
            Node::Float(number) if !number.is_finite() => Err(Problem::NotFinite),
            _ => Err(Problem::WrongType(Expected::Integer)),
        };
        self.settle(path(table.path, key), value)
    }

    fn settle<T>(&mut self, at: String, value: Result<T, Problem>) -> Option<T> {
        value.map_err(|problem| self.fault(at, problem)).ok()
    }

    fn fault(&mut self, at: impl Into<String>, problem: Problem) {
        self.faults.push(Fault::new(at, problem));
    }
}

fn path(under: &str, key: &str) -> String {
    if under.is_empty() {
        key.to_owned()
    } else {
        format!("{under}.{key}")
    }
}

/// A calendar date in the ten characters of ISO 8601: `2026-07-10`.
fn date(text: &str) -> Result<Date, Problem> {
    let text = text.trim();
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return Err(Problem::Date);
    }
    Date::parse_from_str(text, "%Y-%m-%d").map_err(|_| Problem::Date)
}

/// A bearer token (RFC 6750): visible ASCII, so that it can stand in a header as it is.
fn token(text: &str) -> Result<Secret<String>, Problem> {
    let line = clean_line(text, MAX_TOKEN)?;
    if line.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(Secret::new(line.to_owned()))
    } else {
        Err(Problem::HiddenCharacters)
    }
}
