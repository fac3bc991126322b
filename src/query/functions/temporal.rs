//! Functions that make, cut and compare temporal values.

use super::{Example, Function, args};
use crate::model::value::{Map, Value};
use crate::query::context::FnContext;
use crate::query::temporal::between::{self, Unit};
use crate::query::temporal::construct::{self, Kind};
use crate::query::temporal::zone::Zone;
use crate::query::temporal::{duration, instant, truncate};
use crate::query::types::Kinds;
use crate::query::value::{self, Result};

const fn function(name: &'static str, params: &'static [Kinds], returns: Kinds, eval: super::Eval) -> Function {
    Function::new("temporal", name, params, returns, eval)
}

const fn instant_function(name: &'static str, returns: Kinds, eval: super::Eval) -> Function {
    function(name, SOURCE, returns, eval).optional(1)
}

const fn clock_function(name: &'static str, returns: Kinds, eval: super::Eval, example: &'static str) -> Function {
    let function = function(name, &[Kinds::STRING], returns, eval).optional(1);
    function.doc(
        "The current instant, one reading for the whole statement; in UTC or the zone named.",
        Example(example, "true"),
    )
}

const fn truncating(name: &'static str, returns: Kinds, eval: super::Eval) -> Function {
    function(name, TRUNCATED, returns, eval).optional(2)
}

const SOURCE: &[Kinds] = &[Kinds::STRING.or(Kinds::MAP).or(Kinds::INSTANT)];
const TRUNCATED: &[Kinds] = &[Kinds::STRING, Kinds::INSTANT, Kinds::MAP];
const PAIR: &[Kinds] = &[Kinds::INSTANT, Kinds::INSTANT];

/// The functions.
pub static FUNCTIONS: &[Function] = &[
    instant_function("date", Kinds::DATE, |a, c| make(Kind::Date, a, c))
        .doc("A date from text, parts or another value; today without argument.", Example("date({year: 2026, week: 1})", "date('2025-12-29')")),
    instant_function("localtime", Kinds::LOCAL_TIME, |a, c| make(Kind::LocalTime, a, c))
        .doc("A time of day without zone.", Example("localtime('21:40:32.5')", "localtime('21:40:32.5')")),
    instant_function("time", Kinds::TIME, |a, c| make(Kind::Time, a, c))
        .doc("A time of day at an offset from UTC.", Example("time({hour: 9, timezone: '+02:00'})", "time('09:00+02:00')")),
    instant_function("localdatetime", Kinds::LOCAL_DATE_TIME, |a, c| make(Kind::LocalDateTime, a, c))
        .doc("A date and time without zone.", Example("localdatetime('2026-07-01T12')", "localdatetime('2026-07-01T12:00')")),
    instant_function("datetime", Kinds::DATE_TIME, |a, c| make(Kind::DateTime, a, c)).doc(
        "A date and time in a zone.",
        Example("datetime('2026-07-01T12:00[Europe/Berlin]')", "datetime('2026-07-01T12:00+02:00[Europe/Berlin]')"),
    ),
    clock_function("date.transaction", Kinds::DATE, |a, c| now(Kind::Date, a, c), "date.transaction() = date()"),
    clock_function("date.statement", Kinds::DATE, |a, c| now(Kind::Date, a, c), "date.statement() = date()"),
    clock_function("date.realtime", Kinds::DATE, |a, c| now(Kind::Date, a, c), "date.realtime() = date()"),
    clock_function("localtime.transaction", Kinds::LOCAL_TIME, |a, c| now(Kind::LocalTime, a, c), "localtime.transaction() = localtime()"),
    clock_function("localtime.statement", Kinds::LOCAL_TIME, |a, c| now(Kind::LocalTime, a, c), "localtime.statement() = localtime()"),
    clock_function("localtime.realtime", Kinds::LOCAL_TIME, |a, c| now(Kind::LocalTime, a, c), "localtime.realtime() = localtime()"),
    clock_function("time.transaction", Kinds::TIME, |a, c| now(Kind::Time, a, c), "time.transaction() = time()"),
    clock_function("time.statement", Kinds::TIME, |a, c| now(Kind::Time, a, c), "time.statement() = time()"),
    clock_function("time.realtime", Kinds::TIME, |a, c| now(Kind::Time, a, c), "time.realtime() = time()"),
    clock_function("localdatetime.transaction", Kinds::LOCAL_DATE_TIME, |a, c| now(Kind::LocalDateTime, a, c), "localdatetime.transaction() = localdatetime()"),
    clock_function("localdatetime.statement", Kinds::LOCAL_DATE_TIME, |a, c| now(Kind::LocalDateTime, a, c), "localdatetime.statement() = localdatetime()"),
    clock_function("localdatetime.realtime", Kinds::LOCAL_DATE_TIME, |a, c| now(Kind::LocalDateTime, a, c), "localdatetime.realtime() = localdatetime()"),
    clock_function("datetime.transaction", Kinds::DATE_TIME, |a, c| now(Kind::DateTime, a, c), "datetime.transaction() = datetime()"),
    clock_function("datetime.statement", Kinds::DATE_TIME, |a, c| now(Kind::DateTime, a, c), "datetime.statement() = datetime()"),
    clock_function("datetime.realtime", Kinds::DATE_TIME, |a, c| now(Kind::DateTime, a, c), "datetime.realtime() = datetime()"),
    truncating("date.truncate", Kinds::DATE, |a, c| cut(Kind::Date, a, c)).doc(
        "The first day of a unit (`millennium`, `century`, `decade`, `year`, `weekYear`, `quarter`, `month`, `week`, `day`), with parts of the map put in.",
        Example("date.truncate('quarter', date('2026-05-20'))", "date('2026-04-01')"),
    ),
    truncating("localtime.truncate", Kinds::LOCAL_TIME, |a, c| cut(Kind::LocalTime, a, c)).doc(
        "The start of a unit (`day`, `hour`, `minute`, `second`, `millisecond`, `microsecond`).",
        Example("localtime.truncate('hour', localtime('12:34:56'), {minute: 5})", "localtime('12:05')"),
    ),
    truncating("time.truncate", Kinds::TIME, |a, c| cut(Kind::Time, a, c))
        .doc("The same for a time with offset.", Example("time.truncate('minute', time('12:34:56+01:00'))", "time('12:34+01:00')")),
    truncating("localdatetime.truncate", Kinds::LOCAL_DATE_TIME, |a, c| cut(Kind::LocalDateTime, a, c)).doc(
        "The start of any unit.",
        Example("localdatetime.truncate('month', date('2026-05-20'))", "localdatetime('2026-05-01T00:00')"),
    ),
    truncating("datetime.truncate", Kinds::DATE_TIME, |a, c| cut(Kind::DateTime, a, c)).doc(
        "The start of any unit; a `timezone` in the map replaces the zone.",
        Example("datetime.truncate('day', datetime('2026-05-20T12:00Z'))", "datetime('2026-05-20T00:00Z')"),
    ),
    function("datetime.fromEpoch", &[Kinds::INT, Kinds::INT], Kinds::DATE_TIME, from_epoch)
        .doc("From seconds and nanoseconds since 1970-01-01 UTC.", Example("datetime.fromEpoch(86400, 5)", "datetime('1970-01-02T00:00:00.000000005Z')")),
    function("datetime.fromEpochMillis", &[Kinds::INT], Kinds::DATE_TIME, from_epoch_millis)
        .doc("From milliseconds since 1970-01-01 UTC.", Example("datetime.fromEpochMillis(1500)", "datetime('1970-01-01T00:00:01.5Z')")),
    function("duration", &[Kinds::STRING.or(Kinds::MAP).or(Kinds::DURATION)], Kinds::DURATION, make_duration)
        .doc("A duration from text or parts.", Example("duration({days: 1.5, minutes: 70})", "duration('P1DT13H10M')")),
    function("duration.between", PAIR, Kinds::DURATION, |a, _| span(Unit::Mixed, "duration.between", a))
        .doc("From the first to the second, in months, days and seconds.", Example("duration.between(date('2024-01-31'), date('2025-03-01'))", "duration('P1Y1M1D')")),
    function("duration.inMonths", PAIR, Kinds::DURATION, |a, _| span(Unit::Months, "duration.inMonths", a))
        .doc("From the first to the second, in whole months.", Example("duration.inMonths(date('2024-01-31'), date('2025-03-01'))", "duration('P1Y1M')")),
    function("duration.inDays", PAIR, Kinds::DURATION, |a, _| span(Unit::Days, "duration.inDays", a))
        .doc("From the first to the second, in whole days.", Example("duration.inDays(date('2024-01-31'), date('2024-03-01'))", "duration('P30D')")),
    function("duration.inSeconds", PAIR, Kinds::DURATION, |a, _| span(Unit::Seconds, "duration.inSeconds", a))
        .doc("From the first to the second, in seconds.", Example("duration.inSeconds(localtime('10:00'), localtime('12:30'))", "duration('PT2H30M')")),
];

fn make(kind: Kind, args: &[Value], context: &FnContext<'_>) -> Result<Value> {
    match args.first() {
        None => construct::current(kind, &Zone::UTC, context.now).map(value::temporal),
        Some(from) => construct::construct(kind, from, context.now).map(value::temporal),
    }
}

fn now(kind: Kind, args: &[Value], context: &FnContext<'_>) -> Result<Value> {
    let zone = args.first().map(|zone| args::text(kind.function(), zone)).transpose()?;
    let zone = zone.map_or(Ok(Zone::UTC), |zone| Zone::parse(zone))?;
    construct::current(kind, &zone, context.now).map(value::temporal)
}

fn cut(kind: Kind, args: &[Value], context: &FnContext<'_>) -> Result<Value> {
    let unit = args::text(kind.function(), &args[0])?;
    let none = Map::new();
    let fields = args.get(2).map_or(Ok(&none), |fields| args::map(kind.function(), fields))?;
    let current;
    let instant = match args.get(1) {
        Some(instant) => instant,
        None => {
            current = make(kind, &[], context)?;
            &current
        }
    };
    truncate::truncate(kind, unit, instant, fields, context.now).map(value::temporal)
}

fn from_epoch(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    let seconds = args::int("datetime.fromEpoch", &args[0])?;
    let nanos = args::int("datetime.fromEpoch", &args[1])?;
    at_epoch(i128::from(seconds) * 1_000_000_000 + i128::from(nanos))
}

fn from_epoch_millis(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    at_epoch(i128::from(args::int("datetime.fromEpochMillis", &args[0])?) * 1_000_000)
}

fn at_epoch(nanos: i128) -> Result<Value> {
    let (days, nanos) = instant::split(nanos)?;
    instant::at_instant(days, nanos, &Zone::UTC).map(value::temporal)
}

fn make_duration(args: &[Value], _: &FnContext<'_>) -> Result<Value> {
    match &args[0] {
        Value::String(text) => duration::parse(text).map(value::temporal),
        Value::Map(map) => duration::from_map(map).map(value::temporal),
        Value::Temporal(t) if value::kind::temporal_name(t) == "DURATION" => Ok(args[0].clone()),
        other => Err(args::unfit("duration", "STRING, MAP or DURATION", other)),
    }
}

fn span(unit: Unit, function: &'static str, args: &[Value]) -> Result<Value> {
    let (Value::Temporal(a), Value::Temporal(b)) = (&args[0], &args[1]) else {
        let wrong = args.iter().find(|arg| !matches!(arg, Value::Temporal(_))).unwrap_or(&args[0]);
        return Err(args::unfit(function, "an instant", wrong));
    };
    let span = between::between(unit, a, b)?;
    span.map(value::temporal).ok_or_else(|| args::unfit(function, "an instant", &args[0]))
}
