use actix_web::{get, web, HttpResponse};
use axum::{extract::{Path, State}, Json};
use sqlx::PgPool;

// ruleid: rust-database-access-in-handler
pub async fn show(State(pool): State<PgPool>, Path(id): Path<i64>) -> Result<Json<Invoice>, ApiError> {
    let invoice = sqlx::query_as::<_, Invoice>("SELECT id, total FROM invoices WHERE id = $1")
        .bind(id)
        .fetch_one(&pool)
        .await?;
    Ok(Json(invoice))
}

#[get("/invoices")]
// ruleid: rust-database-access-in-handler
pub async fn list(pool: web::Data<PgPool>) -> HttpResponse {
    match sqlx::query!("SELECT id FROM invoices LIMIT 50").fetch_all(pool.get_ref()).await {
        Ok(rows) => HttpResponse::Ok().json(rows),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

#[rocket::delete("/invoices/<id>")]
// ruleid: rust-database-access-in-handler
pub async fn remove(pool: &State<Pool>, id: i64) -> Status {
    let mut connection = pool.get().unwrap();
    diesel::delete(invoices.find(id)).execute(&mut connection).unwrap();
    Status::NoContent
}

// ok: rust-database-access-in-handler
pub async fn read(State(service): State<Invoices>, Path(id): Path<i64>) -> Result<Json<Invoice>, ApiError> {
    Ok(Json(service.find(id).await?))
}

// ok: rust-database-access-in-handler
pub async fn find(pool: &PgPool, id: i64) -> Result<Invoice, sqlx::Error> {
    sqlx::query_as("SELECT id, total FROM invoices WHERE id = $1").bind(id).fetch_one(pool).await
}

// ok: rust-database-access-in-handler
pub async fn health(State(pool): State<PgPool>) -> Result<(), ApiError> {
    sqlx::query("SELECT 1").execute(&pool).await?;
    Ok(())
}
