package org.llmops.router.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/**
 * Remembers how far the spool was sent. Lost or harmed, it counts as zero: records are sent twice, and none is missed.
 */
final class Checkpoint {
    private static final int BYTES = Long.BYTES + Integer.BYTES;

    private final Path file;
    private final Path draft;

    Checkpoint(Path directory) {
        this.file = directory.resolve("checkpoint");
        this.draft = directory.resolve("checkpoint.draft");
    }

    /** The first sequence number that was not sent. */
    long load() throws IOException {
        byte[] stored;
        try {
            stored = Files.readAllBytes(file);
        } catch (NoSuchFileException fresh) {
            return 0;
        }
        if (stored.length != BYTES) {
            return 0;
        }
        ByteBuffer content = ByteBuffer.wrap(stored);
        long sequence = content.getLong();
        return content.getInt() == checksum(sequence) ? sequence : 0;
    }

    void store(long sequence) throws IOException {
        byte[] content = ByteBuffer.allocate(BYTES)
                .putLong(sequence)
                .putInt(checksum(sequence))
                .array();
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int checksum(long sequence) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
        return (int) checksum.getValue();
    }
}
