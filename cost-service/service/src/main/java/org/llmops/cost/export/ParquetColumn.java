package org.llmops.cost.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One column of a Parquet file: its place in the schema, and a chunk of it in every row group. Values are plain, which
 * every reader understands, and compressed with gzip, which Java has. Numbers and names are those of parquet.thrift
 * (https://github.com/apache/parquet-format).
 */
record ParquetColumn<R>(Column<R> column) {
    static final int DECIMALS = 18;
    private static final int DIGITS = 38;
    private static final int DECIMAL_BYTES = 16;

    private static final int BOOLEAN = 0;
    private static final int INT64 = 2;
    private static final int BYTE_ARRAY = 6;
    private static final int FIXED_LEN_BYTE_ARRAY = 7;
    private static final int REQUIRED = 0;
    private static final int OPTIONAL = 1;
    private static final int UTF8 = 0;
    private static final int DECIMAL = 5;
    private static final int TIMESTAMP_MICROS = 10;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int GZIP = 2;
    private static final int DATA_PAGE = 0;

    /** The element of the schema. */
    void describe(ThriftCompact thrift) {
        thrift.begin().i32(1, physicalType());
        if (column.type() == ColumnType.DECIMAL) {
            thrift.i32(2, DECIMAL_BYTES);
        }
        thrift.i32(3, column.nullable() ? OPTIONAL : REQUIRED).text(4, column.name());
        switch (column.type()) {
            case TEXT ->
                thrift.i32(6, UTF8).beginStruct(10).beginStruct(1).end().end();
            case TIME ->
                thrift.i32(6, TIMESTAMP_MICROS)
                        .beginStruct(10)
                        .beginStruct(8)
                        .flag(1, true)
                        .beginStruct(2)
                        .beginStruct(2)
                        .end()
                        .end()
                        .end()
                        .end();
            case DECIMAL ->
                thrift.i32(6, DECIMAL)
                        .i32(7, DECIMALS)
                        .i32(8, DIGITS)
                        .beginStruct(10)
                        .beginStruct(5)
                        .i32(1, DECIMALS)
                        .i32(2, DIGITS)
                        .end()
                        .end();
            case LONG, FLAG -> {}
        }
        thrift.end();
    }

    /** The column's part of a row group: one page. */
    Chunk encode(List<R> rows) {
        byte[] page = page(rows);
        byte[] compressed = gzip(page);
        byte[] header = new ThriftCompact()
                .begin()
                .i32(1, DATA_PAGE)
                .i32(2, page.length)
                .i32(3, compressed.length)
                .beginStruct(5)
                .i32(1, rows.size())
                .i32(2, PLAIN)
                .i32(3, RLE)
                .i32(4, RLE)
                .end()
                .end()
                .bytes();
        return new Chunk(rows.size(), header, compressed, page.length);
    }

    /** What the file's end says of a chunk. */
    void describe(ThriftCompact thrift, Place place) {
        thrift.begin()
                .i64(2, place.offset)
                .beginStruct(3)
                .i32(1, physicalType())
                .i32s(2, PLAIN, RLE)
                .texts(3, column.name())
                .i32(4, GZIP)
                .i64(5, place.values)
                .i64(6, place.uncompressed)
                .i64(7, place.compressed)
                .i64(9, place.offset)
                .end()
                .end();
    }

    private int physicalType() {
        return switch (column.type()) {
            case TEXT -> BYTE_ARRAY;
            case LONG, TIME -> INT64;
            case FLAG -> BOOLEAN;
            case DECIMAL -> FIXED_LEN_BYTE_ARRAY;
        };
    }

    private byte[] page(List<R> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<@Nullable Object> values =
                new ArrayList<>(rows.stream().map(column.value()).toList());
        if (column.nullable()) {
            writePresence(out, values);
            values.removeIf(Objects::isNull);
        }
        if (column.type() == ColumnType.FLAG) {
            writeBits(out, values.size(), index -> (Boolean) Objects.requireNonNull(values.get(index)));
        } else {
            values.forEach(value -> write(out, Objects.requireNonNull(value, column.name())));
        }
        return out.toByteArray();
    }

    /** Definition levels, as one bit-packed run. */
    private static void writePresence(ByteArrayOutputStream out, List<@Nullable Object> values) {
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        long header = (long) Math.ceilDiv(values.size(), 8) << 1 | 1;
        while (header > 0x7f) {
            run.write((int) (header & 0x7f | 0x80));
            header >>>= 7;
        }
        run.write((int) header);
        writeBits(run, values.size(), index -> values.get(index) != null);
        writeInt(out, run.size());
        out.writeBytes(run.toByteArray());
    }

    private static void writeBits(ByteArrayOutputStream out, int count, IntPredicate isSet) {
        BitSet bits = new BitSet(count);
        for (int index = 0; index < count; index++) {
            bits.set(index, isSet.test(index));
        }
        byte[] packed = new byte[Math.ceilDiv(count, 8)];
        byte[] set = bits.toByteArray();
        System.arraycopy(set, 0, packed, 0, set.length);
        out.writeBytes(packed);
    }

    private void write(ByteArrayOutputStream out, Object value) {
        switch (column.type()) {
            case TEXT -> {
                byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
                writeInt(out, bytes.length);
                out.writeBytes(bytes);
            }
            case LONG -> writeLong(out, (Long) value);
            case TIME -> writeLong(out, ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
            case DECIMAL -> writeDecimal(out, (BigDecimal) value);
            case FLAG -> throw new IllegalStateException("Flags are written as bits");
        }
    }

    /** Two's complement, the highest byte first. */
    private static void writeDecimal(ByteArrayOutputStream out, BigDecimal value) {
        BigInteger unscaled = value.setScale(DECIMALS, RoundingMode.UNNECESSARY).unscaledValue();
        byte[] bytes = unscaled.toByteArray();
        if (bytes.length > DECIMAL_BYTES) {
            throw new ArithmeticException("A number has at most " + DIGITS + " digits");
        }
        for (int index = bytes.length; index < DECIMAL_BYTES; index++) {
            out.write(unscaled.signum() < 0 ? 0xff : 0);
        }
        out.writeBytes(bytes);
    }

    private static void writeInt(ByteArrayOutputStream out, int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    private static void writeLong(ByteArrayOutputStream out, long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A column of a row group, ready to be written. */
    record Chunk(int values, byte[] header, byte[] page, int uncompressedPage) {
        Place at(long offset) {
            return new Place(
                    offset, values, (long) header.length + uncompressedPage, (long) header.length + page.length);
        }
    }

    /** Where a chunk was written, and how large it is. */
    record Place(long offset, long values, long uncompressed, long compressed) {}
}
