package org.llmops.cost.export;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of an export.
 *
 * @param value what a row has in it, of the type's class; absent only in a nullable column
 */
public record Column<R>(String name, ColumnType type, boolean nullable, Function<R, @Nullable Object> value) {
    /** What every row has. */
    public static <R> Column<R> of(String name, ColumnType type, Function<R, @Nullable Object> value) {
        return new Column<>(name, type, false, value);
    }

    /** What a row may lack. */
    public static <R> Column<R> nullable(String name, ColumnType type, Function<R, @Nullable Object> value) {
        return new Column<>(name, type, true, value);
    }
}
