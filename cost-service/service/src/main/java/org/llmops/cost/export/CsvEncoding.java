package org.llmops.cost.export;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values as in RFC 4180, in UTF-8, with a header; what a row lacks is an empty cell. A text that a
 * spreadsheet would take for a formula gets an apostrophe in front: callers name apps and tags, and others open the file.
 */
public final class CsvEncoding<R> implements Encoding<R> {
    private static final String LINE_END = "\r\n";
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final List<Column<R>> columns;

    public CsvEncoding(List<Column<R>> columns) {
        this.columns = List.copyOf(columns);
    }

    @Override
    public byte[] begin() {
        return bytes(columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(",")) + LINE_END);
    }

    @Override
    public byte[] rows(List<R> rows) {
        StringBuilder text = new StringBuilder();
        for (R row : rows) {
            for (int index = 0; index < columns.size(); index++) {
                text.append(index == 0 ? "" : ",").append(cell(columns.get(index), row));
            }
            text.append(LINE_END);
        }
        return bytes(text.toString());
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }

    private String cell(Column<R> column, R row) {
        @Nullable Object value = column.value().apply(row);
        return switch (value) {
            case null -> "";
            case String text -> quoted(isFormula(text) ? "'" + text : text);
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    }

    /** An empty text is quoted, so that it is told apart from none. */
    private static String quoted(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
