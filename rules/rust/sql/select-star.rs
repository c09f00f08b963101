use sqlx::PgPool;

// ruleid: rust-select-star
const BY_ID: &str = "SELECT * FROM invoices WHERE id = $1";

// ok: rust-select-star
const COUNT: &str = "SELECT COUNT(*) FROM invoices";

pub async fn lines(pool: &PgPool, id: i64) -> Result<Vec<Line>, sqlx::Error> {
    // ruleid: rust-select-star
    sqlx::query_as("SELECT l.* FROM invoice_lines l WHERE l.invoice_id = $1").bind(id).fetch_all(pool).await
}

pub async fn raw(pool: &PgPool) -> Result<Vec<Invoice>, sqlx::Error> {
    sqlx::query_as(
        // ruleid: rust-select-star
        r#"
        SELECT *
        FROM "invoices"
        "#,
    )
    .fetch_all(pool)
    .await
}

pub async fn has(pool: &PgPool, id: i64) -> Result<bool, sqlx::Error> {
    // ok: rust-select-star
    sqlx::query_scalar("SELECT EXISTS (SELECT * FROM invoices WHERE id = $1)").bind(id).fetch_one(pool).await
}

pub async fn newest(pool: &PgPool) -> Result<Invoice, sqlx::Error> {
    // ok: rust-select-star
    sqlx::query_as("SELECT * FROM (SELECT id, total FROM invoices ORDER BY id DESC) n LIMIT 1").fetch_one(pool).await
}
