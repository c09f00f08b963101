package shop.users;

import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Select;

class UserStore {
    private static final String TABLE = "users";
    private static final String BY_CITY = "SELECT id FROM users WHERE city = '%s'";

    List<User> byName(String name) {
        // ruleid: java-sql-string-concatenation
        String sql = "SELECT id, name FROM users WHERE name = '" + name + "'";
        return jdbc.query(sql, mapper);
    }

    List<User> search(String term, String status) {
        String hql = "select u from User u";
        // ruleid: java-sql-string-concatenation
        hql += " where u.name like '%" + term + "%' and u.status = '" + status + "'";
        return session.createQuery(hql).list();
    }

    List<User> inGroups(List<String> groups, String limit) {
        // ruleid: java-sql-string-concatenation
        jdbc.query("SELECT id FROM users WHERE group_name IN (" + String.join(",", groups) + ")", mapper);
        // ruleid: java-sql-string-concatenation
        return jdbc.query("SELECT id, name FROM users LIMIT " + limit, mapper);
    }

    List<User> built(String city, String email) {
        StringBuilder sql = new StringBuilder("SELECT id FROM users WHERE active");
        // ruleid: java-sql-string-concatenation-append
        sql.append(" AND city = '").append(city).append("'");
        // ruleid: java-sql-string-concatenation-append
        sql.append(" AND email = '");
        sql.append(email);
        sql.append("'");
        // ok: java-sql-string-concatenation-append
        sql.append(" AND kind = '").append(Kind.ADMIN).append("'");
        // ok: java-sql-string-concatenation-append
        sql.append(" ORDER BY name LIMIT 20");
        return jdbc.query(sql.toString(), mapper);
    }

    List<User> formatted(String city, UUID tenant, String term) {
        // ruleid: java-sql-string-concatenation-format
        jdbc.query(String.format("SELECT id FROM users WHERE city = '%s' AND name = '%s'", city, term), mapper);
        // ruleid: java-sql-string-concatenation-format
        jdbc.query(String.format(BY_CITY, city), mapper);
        // ruleid: java-sql-string-concatenation-format
        jdbc.query("SELECT id FROM users WHERE name LIKE '%%%s%%'".formatted(term), mapper);
        // ok: java-sql-string-concatenation-format
        jdbc.query(String.format("SELECT id FROM users WHERE tenant = '%s'", tenant), mapper);
        // ok: java-sql-string-concatenation-format
        return jdbc.query(String.format("SELECT id FROM %s WHERE city = ?", TABLE), mapper, city);
    }

    interface Mapper {
        // ruleid: java-sql-string-concatenation-mybatis
        @Select("SELECT id, name FROM users WHERE name = '${name}'")
        List<User> byName(String name);

        // ruleid: java-sql-string-concatenation-mybatis
        @Select("SELECT id, name FROM users WHERE city LIKE CONCAT('%', ${city}, '%')")
        List<User> byCity(String city);

        // ok: java-sql-string-concatenation-mybatis
        @Select("SELECT id, name FROM users WHERE name = #{name}")
        List<User> bound(String name);
    }

    void silent(long id, String name, UUID tenant, String where, List<Long> ids) {
        // ok: java-sql-string-concatenation
        jdbc.query("SELECT id FROM users " + "WHERE id = " + id, mapper);
        // ok: java-sql-string-concatenation
        jdbc.query("SELECT id FROM users WHERE kind = '" + Kind.ADMIN + "' AND tenant = '" + tenant + "'", mapper);
        // ok: java-sql-string-concatenation
        jdbc.query("SELECT id FROM " + TABLE + " WHERE name = ?" + where, mapper, name);
        // ok: java-sql-string-concatenation
        jdbc.query("SELECT id FROM users WHERE name = '" + escapeSql(name) + "'", mapper);
        // ok: java-sql-string-concatenation
        log.info("No user with name = '" + name + "'");
        String marks = String.join(",", Collections.nCopies(ids.size(), "?"));
        // ok: java-sql-string-concatenation
        jdbc.query("SELECT id FROM users WHERE id IN (" + marks + ")", mapper, ids.toArray());
        String idClause = joined(ids);
        // ok: java-sql-string-concatenation
        jdbc.query("SELECT id FROM users WHERE id IN (" + idClause + ")", mapper);
        // ok: java-sql-string-concatenation
        throw new IllegalStateException("Cannot select from shop for user='" + name + "'");
    }
}
