//! Aggregates: accumulators that take the rows of a group one by one. Nulls are passed over; only `count(*)` counts them.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::{Accumulator, Aggregate, Example, args};
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::syntax::ArithmeticOp;
use crate::query::types::Kinds;
use crate::query::value::{self, Fault, Result, RowKey, arithmetic, order};

/// The aggregates.
pub static AGGREGATES: &[Aggregate] = &[
    Aggregate {
        name: "count",
        params: &[Kinds::ANY],
        optional: 1,
        returns: Kinds::INT,
        start: || Box::new(Count(0)),
        doc: "The number of values, or of rows for `count(*)`.",
        example: Example("count(x)", "4"),
    },
    Aggregate {
        name: "collect",
        params: &[Kinds::ANY],
        optional: 0,
        returns: Kinds::LIST,
        start: || Box::new(Collect(Vec::new())),
        doc: "The values as a list, in the order of the rows.",
        example: Example("collect(DISTINCT x)", "[1, 2, 5]"),
    },
    Aggregate {
        name: "sum",
        params: &[Kinds::NUMBER.or(Kinds::DURATION)],
        optional: 0,
        returns: Kinds::NUMBER.or(Kinds::DURATION),
        start: || Box::new(Sum::default()),
        doc: "The sum of numbers or durations; 0 of none.",
        example: Example("sum(x)", "10"),
    },
    Aggregate {
        name: "avg",
        params: &[Kinds::NUMBER.or(Kinds::DURATION)],
        optional: 0,
        returns: Kinds::FLOAT.or(Kinds::DURATION).or(Kinds::NULL),
        start: || Box::new(Average::default()),
        doc: "The mean of numbers or durations; null of none.",
        example: Example("avg(x)", "2.5"),
    },
    Aggregate {
        name: "min",
        params: &[Kinds::ANY],
        optional: 0,
        returns: Kinds::ANY,
        start: || Box::new(Extreme { best: None, wanted: std::cmp::Ordering::Less }),
        doc: "The least value in the order of all values.",
        example: Example("min(x)", "1"),
    },
    Aggregate {
        name: "max",
        params: &[Kinds::ANY],
        optional: 0,
        returns: Kinds::ANY,
        start: || Box::new(Extreme { best: None, wanted: std::cmp::Ordering::Greater }),
        doc: "The greatest value in the order of all values.",
        example: Example("max(x)", "5"),
    },
    Aggregate {
        name: "stDev",
        params: &[Kinds::NUMBER],
        optional: 0,
        returns: Kinds::FLOAT,
        start: || Box::new(Spread { of_sample: true, ..Spread::default() }),
        doc: "The standard deviation of a sample; 0.0 of fewer than two.",
        example: Example("round(stDev(x), 3)", "1.732"),
    },
    Aggregate {
        name: "stDevP",
        params: &[Kinds::NUMBER],
        optional: 0,
        returns: Kinds::FLOAT,
        start: || Box::new(Spread::default()),
        doc: "The standard deviation of a whole population.",
        example: Example("round(stDevP(x), 3)", "1.5"),
    },
    Aggregate {
        name: "percentileCont",
        params: &[Kinds::NUMBER, Kinds::NUMBER],
        optional: 0,
        returns: Kinds::FLOAT.or(Kinds::NULL),
        start: || Box::new(Percentile { continuous: true, ..Percentile::default() }),
        doc: "The value below which that share (0 to 1) lies, between neighbours where it falls between them.",
        example: Example("percentileCont(x, 0.5)", "2.0"),
    },
    Aggregate {
        name: "percentileDisc",
        params: &[Kinds::NUMBER, Kinds::NUMBER],
        optional: 0,
        returns: Kinds::NUMBER.or(Kinds::NULL),
        start: || Box::new(Percentile::default()),
        doc: "The value at which that share (0 to 1) of the values is reached.",
        example: Example("percentileDisc(x, 0.9)", "5"),
    },
];

/// The value to be taken, unless it is null.
fn value_of(args: &[Value]) -> Option<&Value> {
    args.first().filter(|value| !matches!(value, Value::Null))
}

struct Count(i64);

impl Accumulator for Count {
    fn add(&mut self, args: &[Value], _: &FnContext<'_>) -> Result<()> {
        self.0 += i64::from(!matches!(args.first(), Some(Value::Null)));
        Ok(())
    }

    fn finish(self: Box<Self>, _: &FnContext<'_>) -> Result<Value> {
        Ok(Value::Int(self.0))
    }
}

struct Collect(Vec<Value>);

impl Accumulator for Collect {
    fn add(&mut self, args: &[Value], _: &FnContext<'_>) -> Result<()> {
        self.0.extend(value_of(args).cloned());
        Ok(())
    }

    fn finish(self: Box<Self>, _: &FnContext<'_>) -> Result<Value> {
        Ok(value::list(self.0))
    }
}

/// Integers are summed wide, so that only the result can overflow.
#[derive(Default)]
struct Sum {
    ints: i128,
    floats: f64,
    has_floats: bool,
    durations: Option<Value>,
    has_numbers: bool,
}

impl Sum {
    fn take(&mut self, function: &'static str, value: &Value) -> Result<()> {
        match value {
            Value::Int(int) => self.ints += i128::from(*int),
            Value::Float(float) => {
                self.floats += float;
                self.has_floats = true;
            }
            Value::Temporal(t) if value::kind::temporal_name(t) == "DURATION" => {
                self.durations = Some(match self.durations.take() {
                    Some(sum) => arithmetic::apply(ArithmeticOp::Add, &sum, value)?,
                    None => value.clone(),
                });
            }
            other => return Err(args::unfit(function, "numbers or durations", other)),
        }
        self.has_numbers |= !matches!(value, Value::Temporal(_));
        if self.has_numbers && self.durations.is_some() {
            return Err(args::unfit(function, "numbers only, or durations only", value));
        }
        Ok(())
    }
}

impl Accumulator for Sum {
    fn add(&mut self, args: &[Value], _: &FnContext<'_>) -> Result<()> {
        value_of(args).map_or(Ok(()), |value| self.take("sum", value))
    }

    fn finish(self: Box<Self>, _: &FnContext<'_>) -> Result<Value> {
        if let Some(sum) = self.durations {
            return Ok(sum);
        }
        if self.has_floats {
            return Ok(Value::Float(self.floats + self.ints as f64));
        }
        i64::try_from(self.ints).map(Value::Int).map_err(|_| Fault::Overflow { operation: "sum" }.into())
    }
}

#[derive(Default)]
struct Average {
    sum: Sum,
    count: i64,
}

impl Accumulator for Average {
    fn add(&mut self, args: &[Value], _: &FnContext<'_>) -> Result<()> {
        let Some(value) = value_of(args) else { return Ok(()) };
        self.count += 1;
        self.sum.take("avg", value)
    }

    fn finish(self: Box<Self>, _: &FnContext<'_>) -> Result<Value> {
        if self.count == 0 {
            return Ok(Value::Null);
        }
        match self.sum.durations {
            Some(sum) => arithmetic::apply(ArithmeticOp::Div, &sum, &Value::Int(self.count)),
            None => Ok(Value::Float((self.sum.floats + self.sum.ints as f64) / self.count as f64)),
        }
    }
}

struct Extreme {
    best: Option<Value>,
    wanted: std::cmp::Ordering,
}

impl Accumulator for Extreme {
    fn add(&mut self, args: &[Value], _: &FnContext<'_>) -> Result<()> {
        let Some(value) = value_of(args) else { return Ok(()) };
        if self.best.as_ref().is_none_or(|best| order(value, best) == self.wanted) {
            self.best = Some(value.clone());
        }
        Ok(())
    }

    fn finish(self: Box<Self>, _: &FnContext<'_>) -> Result<Value> {
        Ok(self.best.unwrap_or_default())
    }
}

/// Mean and squared distances, one value at a time (Welford, "Note on a method for calculating corrected sums of
/// squares and products", 1962).
#[derive(Default)]
struct Spread {
    of_sample: bool,
    count: f64,
    mean: f64,
    squares: f64,
}

impl Accumulator for Spread {
    fn add(&mut self, args: &[Value], _: &FnContext<'_>) -> Result<()> {
        let Some(value) = value_of(args) else { return Ok(()) };
        let value = args::float("stDev", value)?;
        self.count += 1.0;
        let distance = value - self.mean;
        self.mean += distance / self.count;
        self.squares += distance * (value - self.mean);
        Ok(())
    }

    fn finish(self: Box<Self>, _: &FnContext<'_>) -> Result<Value> {
        let freedom = if self.of_sample { self.count - 1.0 } else { self.count };
        Ok(Value::Float(if self.count < 2.0 { 0.0 } else { (self.squares / freedom).sqrt() }))
    }
}

#[derive(Default)]
struct Percentile {
    continuous: bool,
    values: Vec<Value>,
    share: f64,
}

impl Accumulator for Percentile {
    fn add(&mut self, args: &[Value], _: &FnContext<'_>) -> Result<()> {
        let function = if self.continuous { "percentileCont" } else { "percentileDisc" };
        if let [_, share] = args {
            self.share = args::float(function, share)?;
            if !(0.0..=1.0).contains(&self.share) {
                let value = value::number::float_text(self.share);
                return Err(Fault::OutOfRange { what: "a percentile", value }.into());
            }
        }
        let Some(value) = value_of(args) else { return Ok(()) };
        args::float(function, value)?;
        self.values.push(value.clone());
        Ok(())
    }

    fn finish(mut self: Box<Self>, _: &FnContext<'_>) -> Result<Value> {
        self.values.sort_by(order);
        let Some(last) = self.values.len().checked_sub(1) else { return Ok(Value::Null) };
        if !self.continuous {
            let rank = (self.share * self.values.len() as f64).ceil() as usize;
            return Ok(self.values[rank.saturating_sub(1).min(last)].clone());
        }
        let position = self.share * last as f64;
        let below = args::float("percentileCont", &self.values[position.floor() as usize])?;
        let above = args::float("percentileCont", &self.values[position.ceil() as usize])?;
        Ok(Value::Float(below + (above - below) * position.fract()))
    }
}

/// Lets equivalent arguments through once.
pub(super) struct Distinct {
    seen: FxHashSet<RowKey>,
    inner: Box<dyn Accumulator>,
}

impl Distinct {
    pub fn new(inner: Box<dyn Accumulator>) -> Self {
        Self { seen: FxHashSet::default(), inner }
    }
}

impl Accumulator for Distinct {
    fn add(&mut self, args: &[Value], context: &FnContext<'_>) -> Result<()> {
        if self.seen.insert(RowKey(SmallVec::from(args))) {
            return self.inner.add(args, context);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, context: &FnContext<'_>) -> Result<Value> {
        self.inner.finish(context)
    }
}
