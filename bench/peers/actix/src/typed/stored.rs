//! The records, and the view of one that is answered.
use serde::Serialize;

pub struct StoredRecord {
    id: i64,
    name: String,
    email: String,
    score: f64,
    active: bool,
    tags: Vec<String>,
    #[allow(dead_code)] // no answer may have it
    password: String,
}

#[derive(Serialize)]
pub struct Record<'a> {
    id: i64,
    name: &'a str,
    email: &'a str,
    score: f64,
    active: bool,
    tags: &'a [String],
}

impl<'a> From<&'a StoredRecord> for Record<'a> {
    fn from(stored: &'a StoredRecord) -> Self {
        Record {
            id: stored.id,
            name: &stored.name,
            email: &stored.email,
            score: stored.score,
            active: stored.active,
            tags: &stored.tags,
        }
    }
}

pub fn records() -> Vec<StoredRecord> {
    (1..=100)
        .map(|number| StoredRecord {
            id: number,
            name: format!("Person {number}"),
            email: format!("person{number}@example.org"),
            score: number as f64 + 0.25,
            active: number % 3 != 0,
            tags: vec!["staff".to_string(), format!("team-{}", number % 7)],
            password: format!("secret-{number}"),
        })
        .collect()
}
