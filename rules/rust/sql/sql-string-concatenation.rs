use sqlx::PgPool;

const ACTIVE: &str = "active";

pub async fn by_name(pool: &PgPool, name: &str) -> Result<Vec<Customer>, sqlx::Error> {
    let query = format!("SELECT id, name FROM customers WHERE name = '{}'", name);
    // ruleid: rust-sql-string-concatenation
    sqlx::query_as::<_, Customer>(&query).fetch_all(pool).await
}

pub async fn by_city(pool: &PgPool, city: &str) -> Result<Vec<Customer>, sqlx::Error> {
    // ruleid: rust-sql-string-concatenation
    sqlx::query_as(&format!("SELECT id FROM customers WHERE city = '{city}'")).fetch_all(pool).await
}

pub async fn search(pool: &PgPool, part: &str) -> Result<(), sqlx::Error> {
    let mut query = String::from("SELECT id FROM customers WHERE 1 = 1");
    if !part.is_empty() {
        query.push_str(&format!(" AND name LIKE '%{}%'", part));
    }
    // ruleid: rust-sql-string-concatenation
    sqlx::query(&query).execute(pool).await?;
    Ok(())
}

pub fn remove(connection: &mut PgConnection, email: &str) -> QueryResult<usize> {
    // ruleid: rust-sql-string-concatenation
    diesel::sql_query("DELETE FROM customers WHERE email = '".to_string() + email + "'").execute(connection)
}

pub async fn of(pool: &PgPool, user: &User) -> Result<Vec<Customer>, sqlx::Error> {
    // ruleid: rust-sql-string-concatenation
    sqlx::query_as(&format!(r#"SELECT id FROM customers WHERE owner = '{}'"#, user.name())).fetch_all(pool).await
}

pub async fn bound(pool: &PgPool, name: &str) -> Result<Vec<Customer>, sqlx::Error> {
    // ok: rust-sql-string-concatenation
    sqlx::query_as("SELECT id, name FROM customers WHERE name = $1").bind(name).fetch_all(pool).await
}

pub async fn numbered(pool: &PgPool, index: usize) -> Result<(), sqlx::Error> {
    // ok: rust-sql-string-concatenation
    sqlx::query(&format!("SELECT id FROM customers WHERE status = ${index}")).bind(ACTIVE).execute(pool).await?;
    Ok(())
}

pub async fn columns(pool: &PgPool) -> Result<(), sqlx::Error> {
    let columns = ["id", "name"].join(", ");
    // ok: rust-sql-string-concatenation
    sqlx::query(&format!("SELECT {columns} FROM customers")).execute(pool).await?;
    Ok(())
}

pub fn missing(name: &str) -> String {
    // ok: rust-sql-string-concatenation
    format!("no customer with name = '{}'", name)
}
