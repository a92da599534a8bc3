//! The benchmark routes on actix-web, one worker. Usage: actix_peer PORT
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use actix_web::{get, web, App, HttpResponse, HttpServer};
use serde::Serialize;

static CALLS: AtomicU64 = AtomicU64::new(0);

#[derive(Serialize)]
struct Hello {
    message: &'static str,
}

#[get("/plaintext")]
async fn plaintext() -> HttpResponse {
    CALLS.fetch_add(1, Relaxed);
    HttpResponse::Ok().content_type("text/plain").body("Hello, World!")
}

#[get("/json")]
async fn json() -> web::Json<Hello> {
    CALLS.fetch_add(1, Relaxed);
    web::Json(Hello { message: "Hello, World!" })
}

#[get("/calls")]
async fn calls() -> String {
    CALLS.load(Relaxed).to_string()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let port: u16 = std::env::args().nth(1).and_then(|port| port.parse().ok()).expect("usage: actix_peer PORT");
    HttpServer::new(|| App::new().service(plaintext).service(json).service(calls))
        .workers(1)
        .bind(("127.0.0.1", port))?
        .run()
        .await
}
