package shop.orders;

class OrderDao {
    List<Order> list() throws SQLException {
        // ruleid: java-connection-per-request
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            return read(connection);
        }
    }

    List<Order> pooled() throws SQLException {
        // ok: java-connection-per-request
        try (Connection connection = dataSource.getConnection()) {
            return read(connection);
        }
    }
}

@Service
class Reports {
    void daily() throws SQLException {
        // ruleid: java-connection-per-request
        Connection connection = DriverManager.getConnection(url);
        write(connection);
    }
}

class StockServlet {
    void doGet() throws SQLException {
        // ruleid: java-connection-per-request
        Connection connection = DriverManager.getConnection(url, properties);
    }
}

@Service
class SchemaInstallService {
    void install() throws SQLException {
        // ok: java-connection-per-request
        Connection connection = DriverManager.getConnection(url);
    }
}

class Dump {
    public static void main(String[] args) throws SQLException {
        // ok: java-connection-per-request
        Connection connection = DriverManager.getConnection(args[0]);
    }
}
