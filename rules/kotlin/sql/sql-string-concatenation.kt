package shop.users

class UserStore(private val jdbc: JdbcTemplate, private val entities: EntityManager) {
    fun byName(name: String): List<User> {
        // ruleid: kotlin-sql-string-concatenation
        val sql = "SELECT id, name FROM users WHERE name = '$name'"
        return jdbc.query(sql, mapper)
    }

    fun search(term: String, city: String): List<User> {
        // ruleid: kotlin-sql-string-concatenation
        var hql = "select u from User u where u.name like '%${term.lowercase()}%'"
        // ruleid: kotlin-sql-string-concatenation
        hql += " and u.city = '$city'"
        return entities.createQuery(hql, User::class.java).resultList
    }

    fun byCity(city: String): List<User> {
        // ruleid: kotlin-sql-string-concatenation-plus
        return jdbc.query("SELECT id FROM users WHERE city = '" + city + "'", mapper)
    }

    fun silent(name: String, ids: List<Long>) {
        // ok: kotlin-sql-string-concatenation
        jdbc.query("SELECT id FROM users WHERE name = ?", mapper, name)
        // ok: kotlin-sql-string-concatenation
        jdbc.query("SELECT $COLUMNS FROM $TABLE WHERE kind = '$ADMIN'", mapper)
        // ok: kotlin-sql-string-concatenation
        jdbc.query("SELECT id FROM users WHERE id IN (${ids.joinToString { "?" }})", mapper)
        // ok: kotlin-sql-string-concatenation-plus
        jdbc.query("SELECT id FROM users " + "WHERE active = '" + ACTIVE + "'", mapper)
        // ok: kotlin-sql-string-concatenation
        logger.info("No user with name='$name'")
    }
}
