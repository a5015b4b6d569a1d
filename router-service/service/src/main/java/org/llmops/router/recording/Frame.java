package org.llmops.router.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a record lies on disk: length, CRC-32C of length and record, record. Whatever does not match was never written.
 */
final class Frame {
    static final int HEADER_BYTES = 8;

    /** No record is larger; a length beyond it is rubbish, and must not make us allocate. */
    static final int MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;

    private Frame() {}

    static int bytes(byte[] payload) {
        return HEADER_BYTES + payload.length;
    }

    static void put(ByteBuffer target, byte[] payload) {
        target.putInt(payload.length).putInt(checksum(payload)).put(payload);
    }

    /** The record at a position, or null when none lies there whole and unharmed. */
    static byte @Nullable [] read(FileChannel channel, long position, long end) throws IOException {
        if (position + HEADER_BYTES > end) {
            return null;
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        if (!fill(channel, header, position)) {
            return null;
        }
        int length = header.getInt();
        int checksum = header.getInt();
        if (length <= 0 || length > MAX_PAYLOAD_BYTES || position + HEADER_BYTES + length > end) {
            return null;
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (!fill(channel, payload, position + HEADER_BYTES)) {
            return null;
        }
        return checksum(payload.array()) == checksum ? payload.array() : null;
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        buffer.flip();
        return true;
    }

    private static int checksum(byte[] payload) {
        CRC32C checksum = new CRC32C();
        checksum.update(
                ByteBuffer.allocate(Integer.BYTES).putInt(payload.length).flip());
        checksum.update(payload);
        return (int) checksum.getValue();
    }
}
