package org.llmops.cost.export;

import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** Apache's own reader of Parquet. */
final class ApacheParquet {
    private ApacheParquet() {}

    static MessageType schema(Path file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getFooter().getFileMetaData().getSchema();
        }
    }

    /** Rows as maps, in which what is absent is missing. */
    static List<Map<String, Object>> read(Path file) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ParquetFileReader reader = open(file)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            PageReadStore pages = reader.readNextRowGroup();
            while (pages != null) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    rows.add(row(records.read(), schema));
                }
                pages = reader.readNextRowGroup();
            }
        }
        return rows;
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return new ParquetFileReader(
                ParquetReader.makeInputFile(file.toFile()),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new JavaGzip())
                        .build());
    }

    private static Map<String, Object> row(Group group, MessageType schema) {
        Map<String, Object> row = new HashMap<>();
        for (int field = 0; field < schema.getFieldCount(); field++) {
            if (group.getFieldRepetitionCount(field) > 0) {
                row.put(
                        schema.getFieldName(field),
                        value(group, field, schema.getType(field).asPrimitiveType()));
            }
        }
        return row;
    }

    private static Object value(Group group, int field, PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(field, 0);
            case BINARY -> group.getString(field, 0);
            case INT64 ->
                type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation
                        ? Instant.EPOCH.plus(group.getLong(field, 0), ChronoUnit.MICROS)
                        : (Object) group.getLong(field, 0);
            case FIXED_LEN_BYTE_ARRAY ->
                new BigDecimal(
                        new BigInteger(group.getBinary(field, 0).getBytes()),
                        ((DecimalLogicalTypeAnnotation) type.getLogicalTypeAnnotation()).getScale());
            default -> throw new AssertionError("No column is " + type);
        };
    }

    /** What Hadoop would bring along: gzip. */
    private static final class JavaGzip implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("Nothing is written");
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            if (codec != CompressionCodecName.GZIP) {
                throw new AssertionError("Pages are compressed with " + codec);
            }
            return new Decompressor();
        }

        @Override
        public void release() {}

        /** Java's own. */
        private static final class Decompressor implements BytesInputDecompressor {
            @Override
            public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
                try (GZIPInputStream in = new GZIPInputStream(bytes.toInputStream())) {
                    return BytesInput.from(in.readNBytes(decompressedSize));
                }
            }

            @Override
            public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize) {
                throw new UnsupportedOperationException("Nothing is read that way");
            }

            @Override
            public void release() {}
        }
    }
}
