//! The typed workloads on actix-web with serde and garde, one worker. Usage: actix_typed PORT
mod models;
mod session;
mod stored;

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use actix_web::error::ErrorUnprocessableEntity;
use actix_web::{get, post, web, App, HttpServer, Responder, Result};
use garde::Validate;
use serde::{Deserialize, Serialize};

use models::{Order, Reading, Receipt};
use session::{Settings, User};
use stored::{Record, StoredRecord};

static CALLS: AtomicU64 = AtomicU64::new(0);

fn default_limit() -> i64 {
    10
}

#[derive(Deserialize, Validate)]
struct Page {
    #[garde(length(chars, max = 50))]
    q: Option<String>,
    #[serde(default = "default_limit")]
    #[garde(range(min = 1, max = 100))]
    limit: i64,
    #[serde(default)]
    #[garde(skip)]
    active: bool,
}

#[derive(Serialize)]
struct Item {
    item_id: i64,
    q: Option<String>,
    limit: i64,
    active: bool,
}

#[derive(Serialize)]
struct BlockingItem {
    item_id: i64,
}

#[derive(Serialize)]
struct Tally {
    count: usize,
    valid: usize,
}

#[get("/calls")]
async fn calls() -> String {
    CALLS.load(Relaxed).to_string()
}

#[get("/items/{item_id}")]
async fn typed(item_id: web::Path<i64>, page: web::Query<Page>) -> Result<impl Responder> {
    page.validate().map_err(ErrorUnprocessableEntity)?;
    CALLS.fetch_add(1, Relaxed);
    let Page { q, limit, active } = page.into_inner();
    Ok(web::Json(Item { item_id: item_id.into_inner(), q, limit, active }))
}

#[post("/orders")]
async fn order(order: web::Json<Order>) -> Result<impl Responder> {
    order.validate().map_err(ErrorUnprocessableEntity)?;
    CALLS.fetch_add(1, Relaxed);
    Ok(web::Json(Receipt::from(order.into_inner())))
}

#[get("/me")]
async fn me(user: User) -> impl Responder {
    CALLS.fetch_add(1, Relaxed);
    web::Json(user)
}

#[get("/records")]
async fn records(stored: web::Data<Vec<StoredRecord>>) -> impl Responder {
    CALLS.fetch_add(1, Relaxed);
    let public: Vec<Record> = stored.iter().map(Record::from).collect();
    // Encoded here: what is borrowed from the records does not outlive the handler.
    actix_web::HttpResponse::Ok().json(public)
}

#[get("/blocking/{item_id}")]
async fn blocking(item_id: web::Path<i64>) -> Result<impl Responder> {
    let work = move || {
        CALLS.fetch_add(1, Relaxed);
        BlockingItem { item_id: item_id.into_inner() }
    };
    Ok(web::Json(web::block(work).await?))
}

#[post("/readings")]
async fn readings(readings: web::Json<Vec<Reading>>) -> Result<impl Responder> {
    for reading in readings.iter() {
        reading.validate().map_err(ErrorUnprocessableEntity)?;
    }
    CALLS.fetch_add(1, Relaxed);
    let valid = readings.iter().filter(|reading| reading.valid).count();
    Ok(web::Json(Tally { count: readings.len(), valid }))
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let port: u16 = std::env::args().nth(1).and_then(|port| port.parse().ok()).expect("usage: actix_typed PORT");
    let settings = web::Data::new(Settings::new());
    let stored = web::Data::new(stored::records());
    HttpServer::new(move || {
        App::new()
            .app_data(settings.clone())
            .app_data(stored.clone())
            .service(typed)
            .service(order)
            .service(me)
            .service(records)
            .service(blocking)
            .service(readings)
            .service(calls)
    })
    .workers(1)
    .bind(("127.0.0.1", port))?
    .run()
    .await
}
