//! What bodies are read into, their bounds checked by garde.
use garde::Validate;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Validate)]
pub struct Address {
    #[garde(length(chars, min = 1, max = 120))]
    pub street: String,
    #[garde(length(chars, min = 1, max = 80))]
    pub city: String,
    #[garde(length(chars, min = 3, max = 12))]
    pub postcode: String,
    #[garde(length(chars, equal = 2))]
    pub country: String,
}

#[derive(Deserialize, Validate)]
pub struct Customer {
    #[garde(length(chars, min = 1, max = 80))]
    pub name: String,
    #[garde(length(chars, min = 3, max = 254))]
    pub email: String,
    #[serde(default)]
    #[garde(range(min = 0))]
    pub points: i64,
    #[garde(dive)]
    pub address: Address,
}

#[derive(Deserialize, Validate)]
pub struct Line {
    #[garde(length(chars, min = 1, max = 32))]
    pub sku: String,
    #[garde(length(chars, min = 1, max = 100))]
    pub title: String,
    #[garde(range(min = 1, max = 1000))]
    pub quantity: i64,
    #[garde(range(min = f64::MIN_POSITIVE, max = 1e6))]
    pub unit_price: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Eur,
    Gbp,
    Usd,
}

#[derive(Deserialize, Validate)]
pub struct Order {
    #[garde(length(chars, min = 1, max = 40))]
    pub reference: String,
    #[allow(dead_code)] // checked by being read
    #[garde(skip)]
    pub currency: Currency,
    #[garde(dive)]
    pub customer: Customer,
    #[garde(length(min = 1, max = 50), dive)]
    pub lines: Vec<Line>,
    #[serde(default)]
    #[garde(skip)]
    pub express: bool,
    #[garde(length(chars, max = 500))]
    pub note: Option<String>,
}

#[derive(Deserialize, Validate)]
pub struct Reading {
    #[garde(length(chars, min = 1, max = 32))]
    pub sensor: String,
    #[garde(range(min = 0))]
    pub sequence: i64,
    #[garde(range(min = -1000.0, max = 1000.0))]
    pub value: f64,
    #[garde(length(chars, min = 1, max = 8))]
    pub unit: String,
    #[garde(skip)]
    pub valid: bool,
    #[garde(length(max = 8))]
    pub labels: Vec<String>,
}

#[derive(Serialize)]
pub struct Receipt {
    reference: String,
    customer: String,
    lines: usize,
    units: i64,
    total: f64,
    express: bool,
}

impl From<Order> for Receipt {
    fn from(order: Order) -> Self {
        Receipt {
            lines: order.lines.len(),
            units: order.lines.iter().map(|line| line.quantity).sum(),
            total: order.lines.iter().map(|line| line.quantity as f64 * line.unit_price).sum(),
            reference: order.reference,
            customer: order.customer.name,
            express: order.express,
        }
    }
}
