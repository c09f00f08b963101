"""Reads of the shop's tables."""


def all_orders(cursor):
    # ruleid: python-select-star
    cursor.execute("SELECT * FROM orders")
    # ok: python-select-star
    cursor.execute("SELECT id, total FROM orders")
    # ok: python-select-star
    cursor.execute("SELECT count(*) FROM orders")
    return cursor.fetchall()


def newest(connection, customer):
    # ruleid: python-select-star
    query = """
        SELECT o.*, c.name FROM orders o JOIN customers c ON c.id = o.customer_id
        WHERE c.id = %s
    """
    # ok: python-select-star
    exists = "SELECT EXISTS (SELECT 1 FROM orders WHERE customer_id = %s)"
    return connection.execute(query, (customer,)), exists


def insert(connection, name):
    # ruleid: python-select-star
    return connection.execute("INSERT INTO customers (name) VALUES (%s) RETURNING *", (name,))


def from_table(connection, table):
    # ruleid: python-select-star
    rows = connection.execute(f"SELECT * FROM {table} LIMIT 10")
    # ok: python-select-star
    connection.execute("SELECT * FROM generate_series(1, 10)")
    # ok: python-select-star
    print("select * to choose every column from a table")
    return rows
