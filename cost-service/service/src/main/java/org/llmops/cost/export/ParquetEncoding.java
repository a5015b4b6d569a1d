package org.llmops.cost.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Apache Parquet, written front to back: rows are gathered until they make a group, and only where the groups are is
 * remembered to the end.
 */
public final class ParquetEncoding<R> implements Encoding<R> {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int GROUP_ROWS = 10_000;
    private static final int FORMAT_VERSION = 1;

    private final List<ParquetColumn<R>> columns;
    private final String schema;
    private final List<R> gathered = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private long offset;

    /** @param schema what a row is, such as `focus_1_2` */
    public ParquetEncoding(String schema, List<Column<R>> columns) {
        this.schema = schema;
        this.columns = columns.stream().map(ParquetColumn::new).toList();
    }

    @Override
    public byte[] begin() {
        offset = MAGIC.length;
        return MAGIC.clone();
    }

    @Override
    public byte[] rows(List<R> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (R row : rows) {
            gathered.add(row);
            if (gathered.size() == GROUP_ROWS) {
                writeGroup(out);
            }
        }
        return out.toByteArray();
    }

    @Override
    public byte[] end() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!gathered.isEmpty()) {
            writeGroup(out);
        }
        byte[] footer = footer();
        out.writeBytes(footer);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.length)
                .array());
        out.writeBytes(MAGIC);
        return out.toByteArray();
    }

    private void writeGroup(ByteArrayOutputStream out) {
        List<ParquetColumn.Place> places = new ArrayList<>();
        for (ParquetColumn<R> column : columns) {
            ParquetColumn.Chunk chunk = column.encode(gathered);
            ParquetColumn.Place place = chunk.at(offset);
            places.add(place);
            out.writeBytes(chunk.header());
            out.writeBytes(chunk.page());
            offset += place.compressed();
        }
        groups.add(new Group(gathered.size(), places));
        gathered.clear();
    }

    private byte[] footer() {
        ThriftCompact thrift =
                new ThriftCompact().begin().i32(1, FORMAT_VERSION).structs(2, columns.size() + 1);
        thrift.begin().text(4, schema).i32(5, columns.size()).end();
        columns.forEach(column -> column.describe(thrift));
        thrift.i64(3, groups.stream().mapToLong(Group::rows).sum()).structs(4, groups.size());
        groups.forEach(group -> describe(group, thrift));
        return thrift.text(6, "llmops cost-service").end().bytes();
    }

    private void describe(Group group, ThriftCompact thrift) {
        thrift.begin().structs(1, columns.size());
        for (int index = 0; index < columns.size(); index++) {
            columns.get(index).describe(thrift, group.places.get(index));
        }
        thrift.i64(
                        2,
                        group.places.stream()
                                .mapToLong(ParquetColumn.Place::uncompressed)
                                .sum())
                .i64(3, group.rows)
                .end();
    }

    /** A row group that is written. */
    private record Group(int rows, List<ParquetColumn.Place> places) {}
}
