package org.llmops.router.recording;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/** How a number lies in a file: itself, then its CRC-32C. Zeros are no number. */
final class CheckedNumber {
    static final int BYTES = Long.BYTES + Integer.BYTES;

    private CheckedNumber() {}

    static void put(ByteBuffer target, int position, long number) {
        target.putLong(position, number);
        target.putInt(position + Long.BYTES, checksum(target, position));
    }

    /** Empty when none lies there whole and unharmed. */
    static OptionalLong read(ByteBuffer source, int position) {
        return source.getInt(position + Long.BYTES) == checksum(source, position)
                ? OptionalLong.of(source.getLong(position))
                : OptionalLong.empty();
    }

    static void wipe(ByteBuffer target, int position) {
        target.putLong(position, 0).putInt(position + Long.BYTES, 0);
    }

    static boolean isWiped(ByteBuffer source, int position) {
        return source.getLong(position) == 0 && source.getInt(position + Long.BYTES) == 0;
    }

    private static int checksum(ByteBuffer source, int position) {
        CRC32C checksum = new CRC32C();
        checksum.update(source.slice(position, Long.BYTES));
        return (int) checksum.getValue();
    }
}
