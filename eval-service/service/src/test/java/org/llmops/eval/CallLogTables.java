package org.llmops.eval;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The tables behind the call log, for tests of what is stored where. */
public final class CallLogTables {
    private final DataSource database;

    public CallLogTables(DataSource database) {
        this.database = database;
    }

    /** The partition that a call is in. */
    public List<String> partitionsOf(String callId) {
        return column("select tableoid::regclass::text from call_log where call_id = ?", UUID.fromString(callId));
    }

    /** All tables of the call log. */
    public List<String> partitions() {
        return column("select inhrelid::regclass::text from pg_inherits where inhparent = 'call_log'::regclass");
    }

    public long count(String from, Object... parameters) {
        return Long.parseLong(
                column("select count(*)::text from " + from, parameters).getFirst());
    }

    /** The first column of every row, as text. */
    public List<String> column(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                Statement wall = connection.createStatement()) {
            wall.execute("select set_config('llmops.workspace', '*', false)");
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    query.setObject(i + 1, parameters[i]);
                }
                return texts(query);
            } finally {
                wall.execute("select set_config('llmops.workspace', '', false)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot look into the call log", e);
        }
    }

    private static List<String> texts(PreparedStatement query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
