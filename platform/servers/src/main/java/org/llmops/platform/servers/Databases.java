package org.llmops.platform.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The databases of a PostgreSQL, seen by its superuser: one for each service, with a role of the same name.
 *
 * @param address host and port
 * @param password the superuser's
 */
public record Databases(String address, String password) {
    public static final String SUPERUSER = "postgres";

    public boolean isOpen() {
        try (Connection _ = connect()) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Makes sure of a role and a database of its own; the role is no superuser, so row-level security binds it. */
    public void ensure(String name, String rolePassword) {
        change(statement -> {
            if (!exists(statement, "select 1 from pg_roles where rolname = '" + name + "'")) {
                statement.execute("create role \"" + name + "\" login nosuperuser nobypassrls");
            }
            statement.execute("alter role \"" + name + "\" password '" + rolePassword.replace("'", "''") + "'");
            if (!exists(statement, "select 1 from pg_database where datname = '" + name + "'")) {
                statement.execute("create database \"" + name + "\" owner \"" + name + "\"");
            }
        });
    }

    /** Removes a database and everybody who is in it. */
    public void drop(String name) {
        change(statement -> statement.execute("drop database if exists \"" + name + "\" with (force)"));
    }

    private void change(Change change) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            change.by(statement);
        } catch (SQLException e) {
            throw new ServerFailure("PostgreSQL at " + address + " refuses: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address + "/postgres?connectTimeout=2", SUPERUSER, password);
    }

    private interface Change {
        void by(Statement statement) throws SQLException;
    }
}
