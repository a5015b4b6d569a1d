package org.llmops.router.recording;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a record lies in a segment: CRC-32C of all that follows, length, number, record. Whatever does not match was never
 * written: neither what a crash left unfinished, nor what an earlier use of the segment left behind.
 */
final class Frame {
    static final int HEADER_BYTES = Integer.BYTES + Integer.BYTES + Long.BYTES;

    private static final int LENGTH_AT = Integer.BYTES;
    private static final int NUMBER_AT = 2 * Integer.BYTES;

    private Frame() {}

    static int bytes(MessageLite record) {
        return Math.addExact(HEADER_BYTES, record.getSerializedSize());
    }

    /** The checksum comes last: until then it is no frame. */
    static void write(ByteBuffer memory, int position, long number, MessageLite record) {
        int length = record.getSerializedSize();
        CodedOutputStream payload = CodedOutputStream.newInstance(memory.slice(position + HEADER_BYTES, length));
        try {
            record.writeTo(payload);
            payload.flush();
        } catch (IOException impossible) {
            throw new IllegalStateException("A record is not as long as it says", impossible);
        }
        memory.putInt(position + LENGTH_AT, length);
        memory.putLong(position + NUMBER_AT, number);
        memory.putInt(position, checksum(memory, position, length));
    }

    /** The record with this number, or null when it does not lie there whole and unharmed. */
    static byte @Nullable [] read(ByteBuffer memory, int position, int end, long number) {
        int room = end - position - HEADER_BYTES;
        if (room < 0) {
            return null;
        }
        int length = memory.getInt(position + LENGTH_AT);
        if (length <= 0
                || length > room
                || memory.getLong(position + NUMBER_AT) != number
                || memory.getInt(position) != checksum(memory, position, length)) {
            return null;
        }
        byte[] record = new byte[length];
        memory.get(position + HEADER_BYTES, record);
        return record;
    }

    private static int checksum(ByteBuffer memory, int position, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(memory.slice(position + LENGTH_AT, HEADER_BYTES - LENGTH_AT + length));
        return (int) checksum.getValue();
    }
}
