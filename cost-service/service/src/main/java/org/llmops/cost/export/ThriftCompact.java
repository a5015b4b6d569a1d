package org.llmops.cost.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes structs in Thrift's compact protocol, as far as Parquet's metadata needs it
 * (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md). Fields are written in the order of
 * their numbers.
 */
final class ThriftCompact {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> outerFields = new ArrayDeque<>();
    private int lastField;

    /** Begins the outermost struct, or one that is an element of a list. */
    ThriftCompact begin() {
        outerFields.push(lastField);
        lastField = 0;
        return this;
    }

    ThriftCompact end() {
        out.write(0);
        lastField = outerFields.pop();
        return this;
    }

    /** Begins a struct that is a field. */
    ThriftCompact beginStruct(int field) {
        header(field, STRUCT);
        return begin();
    }

    ThriftCompact i32(int field, int value) {
        header(field, I32);
        return varint(zigzag(value));
    }

    ThriftCompact i64(int field, long value) {
        header(field, I64);
        return varint(zigzag(value));
    }

    ThriftCompact flag(int field, boolean value) {
        header(field, value ? TRUE : FALSE);
        return this;
    }

    ThriftCompact text(int field, String value) {
        header(field, BINARY);
        return text(value);
    }

    /** Begins a list of structs; each element is begun and ended. */
    ThriftCompact structs(int field, int size) {
        return list(field, STRUCT, size);
    }

    ThriftCompact i32s(int field, int... values) {
        list(field, I32, values.length);
        for (int value : values) {
            varint(zigzag(value));
        }
        return this;
    }

    ThriftCompact texts(int field, String... values) {
        list(field, BINARY, values.length);
        for (String value : values) {
            text(value);
        }
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private ThriftCompact list(int field, int type, int size) {
        header(field, LIST);
        if (size < SHORT_LIST) {
            out.write(size << 4 | type);
            return this;
        }
        out.write(SHORT_LIST << 4 | type);
        return varint(size);
    }

    private ThriftCompact text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private void header(int field, int type) {
        int step = field - lastField;
        if (step <= 0 || step > SHORT_LIST) {
            throw new IllegalStateException("Field " + field + " cannot follow field " + lastField);
        }
        out.write(step << 4 | type);
        lastField = field;
    }

    private ThriftCompact varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }
}
