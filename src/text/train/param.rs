//! Trainable matrices and their optimiser (Adam, Kingma & Ba 2015, with rows of embedding tables updated lazily).

/// A matrix with its gradient and the optimiser's moments.
#[derive(Clone, Debug)]
pub struct Param {
    /// The weights, row by row.
    pub weights: Vec<f32>,
    /// The gradient collected since the last step.
    pub gradient: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
    average: Vec<f32>,
    columns: usize,
    /// Rows with a gradient, where only few have one.
    touched: Option<(Vec<u32>, Vec<bool>)>,
}

/// Decay of the moments.
const BETA: (f32, f32) = (0.9, 0.999);

impl Param {
    /// A matrix of random weights of that deviation.
    pub fn new(rows: usize, columns: usize, deviation: f32, random: &mut Random) -> Self {
        let size = rows * columns;
        Self {
            weights: (0..size).map(|_| random.normal() * deviation).collect(),
            gradient: vec![0.0; size],
            mean: vec![0.0; size],
            square: vec![0.0; size],
            average: Vec::new(),
            columns,
            touched: None,
        }
    }

    /// A table of which each sentence uses few rows.
    pub fn table(rows: usize, columns: usize, deviation: f32, random: &mut Random) -> Self {
        Self { touched: Some((Vec::new(), vec![false; rows])), ..Self::new(rows, columns, deviation, random) }
    }

    /// Length of a row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.weights.len() / self.columns
    }

    /// The weights of a row.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.weights[row * self.columns..(row + 1) * self.columns]
    }

    /// The gradient of a row, to be added to.
    pub fn gradient_row(&mut self, row: usize) -> &mut [f32] {
        if let Some((rows, marks)) = &mut self.touched
            && !std::mem::replace(&mut marks[row], true)
        {
            rows.push(row as u32);
        }
        &mut self.gradient[row * self.columns..(row + 1) * self.columns]
    }

    /// Moves the weights along the gradient, which is scaled and then cleared.
    pub fn step(&mut self, rate: f32, scale: f32) {
        match self.touched.take() {
            None => self.update(0..self.weights.len(), rate, scale),
            Some((mut rows, mut marks)) => {
                for row in rows.drain(..) {
                    marks[row as usize] = false;
                    let start = row as usize * self.columns;
                    self.update(start..start + self.columns, rate, scale);
                }
                self.touched = Some((rows, marks));
            }
        }
    }

    fn update(&mut self, range: std::ops::Range<usize>, rate: f32, scale: f32) {
        let weights = self.weights[range.clone()].iter_mut();
        let moments = self.mean[range.clone()].iter_mut().zip(&mut self.square[range.clone()]);
        for ((w, g), (m, v)) in weights.zip(&mut self.gradient[range]).zip(moments) {
            let gradient = std::mem::take(g) * scale;
            *m = BETA.0 * *m + (1.0 - BETA.0) * gradient;
            *v = BETA.1 * *v + (1.0 - BETA.1) * gradient * gradient;
            *w -= rate * *m / (v.sqrt() + 1e-6);
        }
    }

    /// Takes the present weights into the running average (Polyak & Juditsky 1992).
    pub fn remember(&mut self, decay: f32) {
        if self.average.is_empty() {
            self.average.clone_from(&self.weights);
        } else {
            self.average.iter_mut().zip(&self.weights).for_each(|(a, w)| *a += (w - *a) * (1.0 - decay));
        }
    }

    /// The averaged weights, or the present ones where no average was kept.
    pub fn settled(&self) -> &[f32] {
        if self.average.is_empty() { &self.weights } else { &self.average }
    }
}

/// A stream of random numbers from a seed (xorshift64, Marsaglia 2003): the same on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number from 0 up to 1.
    pub fn unit(&mut self) -> f32 {
        (self.draw() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number around 0 with deviation 1, nearly normal.
    fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.unit() - 0.5).sum::<f32>() * 1.73
    }

    /// Brings a list into random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, (self.draw() % (i as u64 + 1)) as usize);
        }
    }
}

/// `y += a · x`
pub fn add_scaled(a: f32, x: &[f32], y: &mut [f32]) {
    y.iter_mut().zip(x).for_each(|(y, x)| *y += a * x);
}

/// The sum of products, in eight lanes whose order is fixed.
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    let mut lanes = [0f32; 8];
    let (xs, ys) = (x.chunks_exact(8), y.chunks_exact(8));
    let rest: f32 = xs.remainder().iter().zip(ys.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in xs.zip(ys) {
        for k in 0..8 {
            lanes[k] += a[k] * b[k];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// Writes `W x + b`.
pub fn forward(weights: &Param, bias: &[f32], x: &[f32], y: &mut [f32]) {
    let rows = weights.weights.chunks_exact(weights.columns);
    rows.zip(y.iter_mut()).zip(bias).for_each(|((row, y), b)| *y = dot(row, x) + b);
}

/// Adds the gradients of `y = W x + b`: to the weights, the bias and the input.
pub fn backward(weights: &mut Param, bias: &mut Param, x: &[f32], dy: &[f32], dx: &mut [f32]) {
    let columns = weights.columns;
    add_scaled(1.0, dy, &mut bias.gradient);
    for (row, d) in dy.iter().enumerate().filter(|(_, d)| **d != 0.0) {
        let range = row * columns..(row + 1) * columns;
        add_scaled(*d, &weights.weights[range.clone()], dx);
        add_scaled(*d, x, &mut weights.gradient[range]);
    }
}

/// Turns scores into probabilities.
pub fn softmax(x: &mut [f32]) {
    let top = x.iter().copied().fold(f32::MIN, f32::max);
    x.iter_mut().for_each(|v| *v = (*v - top).exp());
    let sum: f32 = x.iter().sum();
    x.iter_mut().for_each(|v| *v /= sum);
}

/// Turns probabilities into the gradient of the loss that wants any of the columns that are `good`.
/// Gives back how probable those were.
pub fn wants(probabilities: &mut [f32], good: impl Fn(usize) -> bool) -> f32 {
    let sum: f32 = (0..probabilities.len()).filter(|k| good(*k)).map(|k| probabilities[k]).sum();
    let share = 1.0 / sum.max(1e-12);
    probabilities.iter_mut().enumerate().filter(|(k, _)| good(*k)).for_each(|(_, p)| *p -= *p * share);
    sum
}
