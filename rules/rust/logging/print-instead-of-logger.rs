use axum::{extract::State, http::StatusCode};
use sqlx::PgPool;

pub async fn show(State(invoices): State<Invoices>) -> StatusCode {
    // ruleid: rust-print-instead-of-logger
    println!("show {}", invoices.len());
    StatusCode::OK
}

pub async fn store(pool: &PgPool, id: i64) {
    // ruleid: rust-print-instead-of-logger
    dbg!(id);
}

pub async fn remove(request: HttpRequest) -> HttpResponse {
    // ruleid: rust-print-instead-of-logger
    eprintln!("remove {}", request.path());
    HttpResponse::NoContent().finish()
}

pub async fn logged(State(invoices): State<Invoices>) -> StatusCode {
    // ok: rust-print-instead-of-logger
    tracing::info!(count = invoices.len(), "listed");
    StatusCode::OK
}

pub fn version() {
    // ok: rust-print-instead-of-logger
    println!("invoices {}", env!("CARGO_PKG_VERSION"));
}

async fn main() {
    // ok: rust-print-instead-of-logger
    println!("listening on {}", address());
}
