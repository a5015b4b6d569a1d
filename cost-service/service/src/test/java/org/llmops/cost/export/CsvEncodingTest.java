package org.llmops.cost.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cells are written as RFC 4180 has them. */
class CsvEncodingTest {
    @Test
    void whatNeedsQuotesGetsThem() {
        Column<Map<String, Object>> text = Column.nullable("a, b", ColumnType.TEXT, row -> row.get("text"));
        Column<Map<String, Object>> amount = Column.nullable("amount", ColumnType.DECIMAL, row -> row.get("amount"));
        Column<Map<String, Object>> time = Column.nullable("time", ColumnType.TIME, row -> row.get("time"));
        CsvEncoding<Map<String, Object>> csv = new CsvEncoding<>(List.of(text, amount, time));

        assertThat(new String(csv.begin(), UTF_8)).isEqualTo("\"a, b\",amount,time\r\n");
        assertThat(new String(
                        csv.rows(List.of(
                                Map.of(
                                        "text",
                                        "say \"hi\"\nto ü",
                                        "amount",
                                        new BigDecimal("1E-9"),
                                        "time",
                                        Instant.parse("2026-01-31T00:00:00Z")),
                                Map.of("text", ""),
                                Map.of())),
                        UTF_8))
                .isEqualTo("\"say \"\"hi\"\"\nto ü\",0.000000001,2026-01-31T00:00:00Z\r\n\"\",,\r\n,,\r\n");
        assertThat(csv.end()).isEmpty();
    }

    @Test
    void whatASpreadsheetWouldRunIsMarkedAsText() {
        CsvEncoding<String> csv = new CsvEncoding<>(List.of(
                Column.nullable("app", ColumnType.TEXT, app -> app),
                Column.nullable("cost", ColumnType.DECIMAL, app -> new BigDecimal("-1.5"))));

        assertThat(new String(csv.rows(List.of("=HYPERLINK(\"http://x\")", "+1", "-a", "@sum", "\tx", "a=b")), UTF_8))
                .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\")\",-1.5\r\n'+1,-1.5\r\n'-a,-1.5\r\n'@sum,-1.5\r\n"
                        + "'\tx,-1.5\r\na=b,-1.5\r\n");
    }
}
