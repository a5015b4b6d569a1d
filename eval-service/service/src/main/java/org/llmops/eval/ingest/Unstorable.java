package org.llmops.eval.ingest;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells values that PostgreSQL will never take from troubles that pass. */
final class Unstorable {
    /** Classes of SQLSTATE: wrong cardinality, wrong data, violated constraint, program limit exceeded. */
    private static final Set<String> CLASSES = Set.of("21", "22", "23", "54");

    /** No table has a check of its own, so this is a partition made meanwhile: the next attempt finds it. */
    private static final String CHECK_VIOLATION = "23514";

    private Unstorable() {}

    /** Hibernate passes on some failures of the database as they are, and translates others. */
    static boolean isCauseOf(Throwable failure) {
        String state = sqlState(failure);
        return state != null && !state.equals(CHECK_VIOLATION) && CLASSES.contains(state.substring(0, 2));
    }

    /** In words that quote no values. */
    static String describe(Throwable failure) {
        String state = sqlState(failure);
        return state == null ? failure.getClass().getSimpleName() : "SQLSTATE " + state;
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException database) {
                return database.getSQLState();
            }
            if (cause instanceof PgException database) {
                return database.getSqlState();
            }
        }
        return null;
    }
}
