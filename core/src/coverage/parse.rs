//! The text of an expression, read into a tree. The syntax is a small subset of CEL: `&&`, `||`,
//! `!`, `? :`, `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `has(…)`, parentheses, lists, strings in
//! single or double quotes, numbers, `true`, `false`.
//!
//! Decides the shape only; whether the names exist and the types fit, `compile` decides.

use winnow::ascii::{dec_int, float, multispace0};
use winnow::combinator::{
    alt, cut_err, delimited, dispatch, eof, fail, not, opt, peek, preceded, repeat, separated,
    terminated,
};
use winnow::error::{EmptyError, ErrMode};
use winnow::prelude::*;
use winnow::token::{any, one_of, take_till, take_while};

/// An expression as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ast<'s> {
    Name(&'s str),
    Literal(Literal<'s>),
    List(Vec<Literal<'s>>),
    Has(&'s str),
    Not(Box<Self>),
    Compare(Box<Self>, Comparison, Box<Self>),
    In(Box<Self>, Box<Self>),
    And(Vec<Self>),
    Or(Vec<Self>),
    If(Box<[Self; 3]>),
}

/// A literal as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal<'s> {
    Bool(bool),
    Number(f64),
    Text(&'s str),
}

/// A comparison sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The longest expression, in bytes: several times the longest a clause needs.
pub(crate) const MAX_LENGTH: usize = 2_000;
/// How deep brackets, denials and choices may nest.
const MAX_DEPTH: usize = 40;

/// Why a text is no expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SyntaxFault {
    /// Longer than [`MAX_LENGTH`].
    TooLong,
    /// Nested deeper than any clause needs.
    TooDeep,
    /// Cannot be read from this character on, counted from 0.
    At(usize),
}

/// Where a fault is says enough: nobody reads what a parser expected there.
type Read<T> = ModalResult<T, EmptyError>;

/// Reads an expression.
///
/// # Errors
/// A [`SyntaxFault`] for anything outside the syntax.
pub(crate) fn parse(text: &str) -> Result<Ast<'_>, SyntaxFault> {
    if text.len() > MAX_LENGTH {
        return Err(SyntaxFault::TooLong);
    }
    // The parser calls itself once per level; the levels are counted before it starts.
    let nesting = text
        .bytes()
        .filter(|b| matches!(b, b'(' | b'!' | b'?'))
        .count();
    if nesting > MAX_DEPTH {
        return Err(SyntaxFault::TooDeep);
    }
    let whole = terminated(choice, (multispace0, eof)).parse(text);
    whole.map_err(|fault| {
        SyntaxFault::At(
            text.get(..fault.offset())
                .map_or(0, |read| read.chars().count()),
        )
    })
}

fn sign<'s>(word: &'static str) -> impl Parser<&'s str, &'s str, ErrMode<EmptyError>> {
    preceded(multispace0, word)
}

fn choice<'s>(input: &mut &'s str) -> Read<Ast<'s>> {
    let test = any_of.parse_next(input)?;
    let Some(yes) = opt(preceded(sign("?"), cut_err(choice))).parse_next(input)? else {
        return Ok(test);
    };
    let no = cut_err(preceded(sign(":"), choice)).parse_next(input)?;
    Ok(Ast::If(Box::new([test, yes, no])))
}

fn any_of<'s>(input: &mut &'s str) -> Read<Ast<'s>> {
    joined(input, "||", all_of).map(|parts| one_or(parts, Ast::Or))
}

fn all_of<'s>(input: &mut &'s str) -> Read<Ast<'s>> {
    joined(input, "&&", compared).map(|parts| one_or(parts, Ast::And))
}

/// Parts with a sign between them. After the sign a part must follow, so that a fault is found
/// where it is and not where the whole began.
fn joined<'s>(
    input: &mut &'s str,
    between: &'static str,
    part: fn(&mut &'s str) -> Read<Ast<'s>>,
) -> Read<Vec<Ast<'s>>> {
    let mut parts = vec![part(input)?];
    while opt(sign(between)).parse_next(input)?.is_some() {
        parts.push(cut_err(part).parse_next(input)?);
    }
    Ok(parts)
}

fn one_or<'s>(mut parts: Vec<Ast<'s>>, many: fn(Vec<Ast<'s>>) -> Ast<'s>) -> Ast<'s> {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            parts.extend(last);
            many(parts)
        }
    }
}

fn compared<'s>(input: &mut &'s str) -> Read<Ast<'s>> {
    let left = unary.parse_next(input)?;
    multispace0.parse_next(input)?;
    let comparison = dispatch! {peek(any);
        '=' => "==".value(Comparison::Equal),
        '!' => "!=".value(Comparison::Different),
        '<' => alt(("<=".value(Comparison::LessOrEqual), "<".value(Comparison::Less))),
        '>' => alt((">=".value(Comparison::GreaterOrEqual), ">".value(Comparison::Greater))),
        _ => fail,
    };
    if let Some(comparison) = opt(comparison).parse_next(input)? {
        let right = cut_err(unary).parse_next(input)?;
        return Ok(Ast::Compare(Box::new(left), comparison, Box::new(right)));
    }
    let member = preceded(("in", not(name_letter)), cut_err(unary));
    match opt(member).parse_next(input)? {
        Some(right) => Ok(Ast::In(Box::new(left), Box::new(right))),
        None => Ok(left),
    }
}

fn name_letter(input: &mut &str) -> Read<char> {
    one_of(|c: char| c.is_ascii_alphanumeric() || c == '_').parse_next(input)
}

fn unary<'s>(input: &mut &'s str) -> Read<Ast<'s>> {
    multispace0.parse_next(input)?;
    dispatch! {peek(any);
        '!' => preceded(("!", peek(not("="))), cut_err(unary))
            .map(|inner| Ast::Not(Box::new(inner))),
        '(' => delimited("(", cut_err(choice), cut_err(sign(")"))),
        '[' => list.map(Ast::List),
        '\'' | '"' | '-' | '0'..='9' => literal.map(Ast::Literal),
        't' | 'f' => alt((literal.map(Ast::Literal), name.map(Ast::Name))),
        'h' => alt((has, name.map(Ast::Name))),
        _ => name.map(Ast::Name),
    }
    .parse_next(input)
}

fn has<'s>(input: &mut &'s str) -> Read<Ast<'s>> {
    delimited(("has", sign("(")), name, sign(")"))
        .map(Ast::Has)
        .parse_next(input)
}

fn list<'s>(input: &mut &'s str) -> Read<Vec<Literal<'s>>> {
    delimited(sign("["), separated(0.., literal, sign(",")), sign("]")).parse_next(input)
}

fn literal<'s>(input: &mut &'s str) -> Read<Literal<'s>> {
    let quoted = alt((
        delimited('\'', take_till(0.., '\''), '\''),
        delimited('"', take_till(0.., '"'), '"'),
    ));
    let word = |text: &'static str| terminated(text, not(name_tail));
    preceded(
        multispace0,
        alt((
            quoted.map(Literal::Text),
            word("true").value(Literal::Bool(true)),
            word("false").value(Literal::Bool(false)),
            preceded(peek((opt('-'), one_of('0'..='9'))), number),
        )),
    )
    .parse_next(input)
}

fn name_tail(input: &mut &str) -> Read<char> {
    one_of(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.').parse_next(input)
}

fn number<'s>(input: &mut &'s str) -> Read<Literal<'s>> {
    let whole = terminated(dec_int::<_, i64, _>, peek(not(one_of(['.', 'e', 'E']))));
    #[allow(clippy::cast_precision_loss)]
    alt((whole.map(|number| number as f64), float))
        .verify(|number: &f64| number.is_finite())
        .map(Literal::Number)
        .parse_next(input)
}

fn name<'s>(input: &mut &'s str) -> Read<&'s str> {
    let first = one_of(|c: char| c.is_ascii_lowercase());
    let rest = take_while(0.., |c: char| {
        c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
    });
    let part = (first, rest).take();
    let dotted = preceded(
        '.',
        (
            one_of(|c: char| c.is_ascii_lowercase()),
            take_while(0.., |c: char| {
                c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
            }),
        ),
    );
    let more = repeat::<_, _, (), _, _>(0.., dotted);
    preceded(multispace0, (part, more).take()).parse_next(input)
}
