//! Danish working days and Copenhagen's clock.
//!
//! Decides which days the people who answer are at work, how a period in working days, weeks or
//! months ends, and which day and minute it is in Copenhagen. What is due then, and why, is for
//! the floors above.
//!
//! Two kinds of days off are kept apart, because the law does:
//! - a [`Holiday`] is a holiday of the national church, on which offices are closed;
//! - a [`ClosedDay`] (Constitution Day, Christmas Eve, New Year's Eve) is none, but Danish law
//!   lets no period end on it either (Limitation Act, section 27.2), and offices are mostly
//!   closed.
//!
//! Neither is a working day here: a promise of seven working days is not called late on a day
//! the law itself would not count.

use super::{Date, Timestamp};
use chrono::{Datelike, Days, LocalResult, Months, NaiveDateTime, NaiveTime, TimeZone, Weekday};
use chrono_tz::Europe::Copenhagen;

/// A public holiday in Denmark: a holiday of the national church.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYearsDay,
    /// The Thursday before Easter.
    MaundyThursday,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Day.
    EasterSunday,
    /// The day after Easter Day.
    EasterMonday,
    /// The fourth Friday after Easter, until 2023; abolished by Act 214 of 6 March 2023.
    GreatPrayerDay,
    /// The 39th day after Easter Day.
    AscensionDay,
    /// The 49th day after Easter Day.
    WhitSunday,
    /// The 50th day after Easter Day.
    WhitMonday,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    BoxingDay,
}

/// A day that is no public holiday, on which Danish law lets no period end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClosedDay {
    /// 5 June.
    ConstitutionDay,
    /// 24 December.
    ChristmasEve,
    /// 31 December.
    NewYearsEve,
}

/// What a day is for those who count working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayKind {
    /// Monday to Friday, and nothing below.
    Working,
    /// Saturday or Sunday that is no public holiday.
    Weekend,
    /// A public holiday, on whatever day of the week.
    Holiday(Holiday),
    /// A day off that is no public holiday, from Monday to Friday.
    Closed(ClosedDay),
}

/// The last year in which Great Prayer Day was a holiday.
const LAST_GREAT_PRAYER_DAY: i32 = 2023;

/// Easter Day of a year in the Gregorian calendar, by Meeus, Jones and Butcher; `None` before
/// 1583 and after 9999, where nobody has an insurance.
pub fn easter(year: i32) -> Option<Date> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let moon =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let correction = (golden + 11 * moon + 22 * to_sunday) / 451;
    let from_march = moon + to_sunday - 7 * correction + 114;
    Date::from_ymd_opt(
        year,
        u32::try_from(from_march / 31).ok()?,
        u32::try_from(from_march % 31 + 1).ok()?,
    )
}

/// The public holiday a day is, if it is one.
pub fn holiday(day: Date) -> Option<Holiday> {
    let fixed = match (day.month(), day.day()) {
        (1, 1) => Some(Holiday::NewYearsDay),
        (12, 25) => Some(Holiday::ChristmasDay),
        (12, 26) => Some(Holiday::BoxingDay),
        _ => None,
    };
    fixed.or_else(|| {
        let after_easter = day.signed_duration_since(easter(day.year())?).num_days();
        Some(match after_easter {
            -3 => Holiday::MaundyThursday,
            -2 => Holiday::GoodFriday,
            0 => Holiday::EasterSunday,
            1 => Holiday::EasterMonday,
            26 if day.year() <= LAST_GREAT_PRAYER_DAY => Holiday::GreatPrayerDay,
            39 => Holiday::AscensionDay,
            49 => Holiday::WhitSunday,
            50 => Holiday::WhitMonday,
            _ => return None,
        })
    })
}

/// What a day is for those who count working days.
pub fn day_kind(day: Date) -> DayKind {
    if let Some(holiday) = holiday(day) {
        return DayKind::Holiday(holiday);
    }
    if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        return DayKind::Weekend;
    }
    match (day.month(), day.day()) {
        (6, 5) => DayKind::Closed(ClosedDay::ConstitutionDay),
        (12, 24) => DayKind::Closed(ClosedDay::ChristmasEve),
        (12, 31) => DayKind::Closed(ClosedDay::NewYearsEve),
        _ => DayKind::Working,
    }
}

/// Whether a day is a working day in Denmark.
pub fn is_working_day(day: Date) -> bool {
    day_kind(day) == DayKind::Working
}

/// The `count`-th working day after a day; the day itself is never counted. `None` beyond the
/// calendar's end.
pub fn add_working_days(day: Date, count: u16) -> Option<Date> {
    let mut reached = day;
    let mut left = count;
    while left > 0 {
        reached = reached.succ_opt()?;
        if is_working_day(reached) {
            left -= 1;
        }
    }
    Some(reached)
}

/// The day itself if it is a working day, else the next one: where a period that would end on a
/// day off ends (Regulation 1182/71, article 3.4). `None` beyond the calendar's end.
pub fn end_on_working_day(day: Date) -> Option<Date> {
    let mut reached = day;
    while !is_working_day(reached) {
        reached = reached.succ_opt()?;
    }
    Some(reached)
}

/// The same day of the week so many weeks later. `None` beyond the calendar's end.
pub fn add_weeks(day: Date, weeks: u16) -> Option<Date> {
    day.checked_add_days(Days::new(u64::from(weeks) * 7))
}

/// The same day of a month so many months later, or the last of it where the month is shorter
/// (Regulation 1182/71, article 3.2 c). `None` beyond the calendar's end.
pub fn add_months(day: Date, months: u16) -> Option<Date> {
    day.checked_add_months(Months::new(u32::from(months)))
}

/// The calendar day in Copenhagen at a moment.
pub fn copenhagen_date(moment: Timestamp) -> Date {
    moment.with_timezone(&Copenhagen).date_naive()
}

/// Day and time in Copenhagen at a moment.
pub fn copenhagen_local(moment: Timestamp) -> NaiveDateTime {
    moment.with_timezone(&Copenhagen).naive_local()
}

/// The moment at which clocks in Copenhagen show `time` on `day`: the first of two in the hour
/// that comes twice in October, and the hour's end in the one that is left out in March. `None`
/// only at the calendar's ends.
pub fn copenhagen_moment(day: Date, time: NaiveTime) -> Option<Timestamp> {
    let local = day.and_time(time);
    let there = match Copenhagen.from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => moment,
        // The hour left out is one hour long: what is an hour later is there, and is the same moment.
        LocalResult::None => {
            let later = local.checked_add_signed(chrono::TimeDelta::hours(1))?;
            Copenhagen.from_local_datetime(&later).earliest()?
        }
    };
    Some(there.to_utc())
}
