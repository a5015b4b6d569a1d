package org.llmops.router.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Remembers how far the spool was sent. Lost or harmed, it counts as zero: records are sent twice, and none is missed. Two
 * places take turns, so that a process killed while it writes one leaves the other.
 */
final class Checkpoint {
    private static final int BYTES = 2 * CheckedNumber.BYTES;

    private final MappedByteBuffer memory;
    private int place;

    private Checkpoint(MappedByteBuffer memory) {
        this.memory = memory;
    }

    static Checkpoint open(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve("checkpoint"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            if (channel.size() < BYTES) {
                // Written, not just made longer: a full disk is to be noticed here, and not when memory is touched.
                channel.write(ByteBuffer.allocate(BYTES - (int) channel.size()), channel.size());
            }
            return new Checkpoint(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        }
    }

    /** The first sequence number that was not sent. */
    long load() {
        long first = CheckedNumber.read(memory, 0).orElse(0);
        long second = CheckedNumber.read(memory, CheckedNumber.BYTES).orElse(0);
        place = first > second ? CheckedNumber.BYTES : 0;
        return Math.max(first, second);
    }

    void store(long sequence) {
        CheckedNumber.put(memory, place, sequence);
        place = CheckedNumber.BYTES - place;
    }
}
