use sqlx::PgPool;

pub async fn touch(pool: &PgPool, id: i64) {
    // ruleid: rust-swallowed-exception
    let _ = sqlx::query("UPDATE invoices SET seen = now() WHERE id = $1").bind(id).execute(pool).await;
}

pub async fn count(pool: &PgPool, id: i64) {
    // ruleid: rust-swallowed-exception
    sqlx::query("UPDATE invoices SET views = views + 1 WHERE id = $1").bind(id).execute(pool).await.ok();
}

pub async fn notify(mailer: &Mailer) {
    // ruleid: rust-swallowed-exception-empty
    if let Err(_) = mailer.send().await {}
}

pub async fn touch_checked(pool: &PgPool, id: i64) -> Result<(), sqlx::Error> {
    // ok: rust-swallowed-exception
    sqlx::query("UPDATE invoices SET seen = now() WHERE id = $1").bind(id).execute(pool).await?;
    Ok(())
}

pub async fn abort(tx: sqlx::Transaction<'_, sqlx::Postgres>) {
    // ok: rust-swallowed-exception
    let _ = tx.rollback().await;
}

pub async fn notify_logged(mailer: &Mailer) {
    // ok: rust-swallowed-exception-empty
    if let Err(error) = mailer.send().await {
        tracing::error!(%error, "reminder not sent");
    }
}
