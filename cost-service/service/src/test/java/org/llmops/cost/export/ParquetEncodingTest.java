package org.llmops.cost.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back by Apache's own reader. */
class ParquetEncodingTest {
    private static final List<Column<Sample>> COLUMNS = List.of(
            Column.of("text", ColumnType.TEXT, Sample::text),
            Column.nullable("maybe_text", ColumnType.TEXT, Sample::maybeText),
            Column.of("number", ColumnType.LONG, Sample::number),
            Column.nullable("maybe_number", ColumnType.LONG, Sample::maybeNumber),
            Column.of("flag", ColumnType.FLAG, Sample::flag),
            Column.nullable("maybe_flag", ColumnType.FLAG, Sample::maybeFlag),
            Column.of("time", ColumnType.TIME, Sample::time),
            Column.of("amount", ColumnType.DECIMAL, Sample::amount),
            Column.nullable("maybe_amount", ColumnType.DECIMAL, Sample::maybeAmount));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 1_000, 25_003})
    void rowsComeBackAsTheyWere(int count) throws IOException {
        Random random = new Random(count);
        List<Sample> samples =
                Stream.generate(() -> Sample.some(random)).limit(count).toList();

        List<Map<String, Object>> read = ApacheParquet.read(write(samples));

        assertThat(read).hasSize(count);
        for (int index = 0; index < count; index++) {
            assertThat(read.get(index)).isEqualTo(samples.get(index).asParquet());
        }
    }

    @Test
    void theSchemaSaysWhatTheColumnsAre() throws IOException {
        MessageType schema = ApacheParquet.schema(write(List.of()));

        assertThat(schema).hasToString("""
                message sample {
                  required binary text (STRING);
                  optional binary maybe_text (STRING);
                  required int64 number;
                  optional int64 maybe_number;
                  required boolean flag;
                  optional boolean maybe_flag;
                  required int64 time (TIMESTAMP(MICROS,true));
                  required fixed_len_byte_array(16) amount (DECIMAL(38,18));
                  optional fixed_len_byte_array(16) maybe_amount (DECIMAL(38,18));
                }
                """);
    }

    private Path write(List<Sample> samples) throws IOException {
        ParquetEncoding<Sample> encoding = new ParquetEncoding<>("sample", COLUMNS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(encoding.begin());
        for (int start = 0; start < samples.size(); start += 1_999) {
            out.writeBytes(encoding.rows(samples.subList(start, Math.min(start + 1_999, samples.size()))));
        }
        out.writeBytes(encoding.end());
        return Files.write(folder.resolve("sample.parquet"), out.toByteArray());
    }

    /** A row. */
    private record Sample(
            String text,
            @Nullable String maybeText,
            long number,
            @Nullable Long maybeNumber,
            boolean flag,
            @Nullable Boolean maybeFlag,
            Instant time,
            BigDecimal amount,
            @Nullable BigDecimal maybeAmount) {
        static Sample some(Random random) {
            return new Sample(
                    "tëxt " + random.nextInt(),
                    random.nextBoolean() ? null : "",
                    random.nextLong(),
                    random.nextBoolean() ? null : random.nextLong(),
                    random.nextBoolean(),
                    random.nextInt(3) == 0 ? null : random.nextBoolean(),
                    Instant.ofEpochSecond(
                            random.nextLong(-4_000_000_000L, 4_000_000_000L), random.nextInt(1_000_000) * 1_000L),
                    new BigDecimal(random.nextLong() + "." + random.nextInt(1, 1_000_000)),
                    random.nextBoolean() ? null : BigDecimal.valueOf(random.nextLong(), random.nextInt(19)));
        }

        Map<String, Object> asParquet() {
            Map<String, Object> row = new HashMap<>();
            row.put("text", text);
            row.put("number", number);
            row.put("flag", flag);
            row.put("time", time);
            row.put("amount", amount.setScale(18));
            put(row, "maybe_text", maybeText);
            put(row, "maybe_number", maybeNumber);
            put(row, "maybe_flag", maybeFlag);
            put(row, "maybe_amount", maybeAmount == null ? null : maybeAmount.setScale(18));
            return row;
        }

        private static void put(Map<String, Object> row, String name, @Nullable Object value) {
            if (value != null) {
                row.put(name, value);
            }
        }
    }
}
