package org.llmops.router.recording;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file of the spool, mapped into memory: the number of its first record, then frames. What is written there belongs to the
 * operating system at once and outlives the process, whatever ends it.
 *
 * <p>It is mapped until the collector finds it, and not by an arena that could be closed: closing a shared one stops every
 * thread for a moment, and native images refuse it. Nothing waits for that, because deleting a segment gives its space
 * back at once.
 */
final class Segment {
    static final int HEADER_BYTES = CheckedNumber.BYTES;

    private static final String SUFFIX = ".segment";
    /** Bodies of calls are in it: nobody else on the machine may read them. */
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final int ZEROS = 1 << 16;

    private final Path file;
    private final MappedByteBuffer memory;
    private long firstSequence;
    private volatile int end;
    private volatile boolean unsynced;
    private volatile boolean failed;

    private Segment(Path file, MappedByteBuffer memory) {
        this.file = file;
        this.memory = memory;
        this.end = HEADER_BYTES;
    }

    /** Makes one that waits to be begun. Its space is taken now: memory that the disk has no room for kills who touches it. */
    static Segment create(Path file, int bytes) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (channel) {
            ByteBuffer zeros = ByteBuffer.allocate(Math.min(bytes, ZEROS));
            for (int written = 0; written < bytes; ) {
                written += channel.write(zeros.clear().limit(Math.min(ZEROS, bytes - written)));
            }
            return new Segment(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
        } catch (IOException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    /** Opens one that an earlier process left. */
    static Segment open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < HEADER_BYTES) {
                channel.write(ByteBuffer.allocate(HEADER_BYTES), 0);
            }
            Segment segment = new Segment(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()));
            segment.firstSequence = CheckedNumber.read(segment.memory, 0).orElse(0);
            segment.end = segment.memory.capacity();
            return segment;
        }
    }

    /** The number in a file's name; empty when the file is no segment. */
    static OptionalLong numberOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.matches("\\d{19}\\.segment")
                ? OptionalLong.of(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
                : OptionalLong.empty();
    }

    static Path file(Path directory, long number) {
        return directory.resolve("%019d%s".formatted(number, SUFFIX));
    }

    Path file() {
        return file;
    }

    long firstSequence() {
        return firstSequence;
    }

    /** Where the last frame ends. */
    int end() {
        return end;
    }

    int capacity() {
        return memory.capacity();
    }

    boolean hasRoomFor(int frameBytes) {
        return frameBytes <= memory.capacity() - end;
    }

    /** It was made, or used before, and never begun since. */
    boolean isUnused() {
        return CheckedNumber.isWiped(memory, 0);
    }

    boolean isBegun() {
        return CheckedNumber.read(memory, 0).isPresent();
    }

    /** From here on it has records, of which this will be the first. */
    void begin(long sequence) {
        firstSequence = sequence;
        CheckedNumber.put(memory, 0, sequence);
    }

    /** False when the disk fails: the segment keeps what it has, as far as that can be read, and takes nothing more. */
    boolean append(long sequence, MessageLite record) {
        int at = end;
        try {
            Frame.write(memory, at, sequence, record);
        } catch (InternalError noDisk) {
            // This is how memory says that there is no file behind it.
            failed = true;
            return false;
        }
        end = at + Frame.bytes(record);
        unsynced = true;
        return true;
    }

    /** The record at a position; null where that record is not, or not any more. */
    byte @Nullable [] read(int position, long sequence) {
        try {
            return Frame.read(memory, position, end, sequence);
        } catch (InternalError noDisk) {
            failed = true;
            return null;
        }
    }

    boolean hasFailed() {
        return failed;
    }

    /** Reads from the start while frames are whole, then cuts off what follows, and says how many there are. */
    long recover() throws IOException {
        long records = 0;
        int position = HEADER_BYTES;
        for (byte[] record = read(position, firstSequence);
                record != null;
                record = read(position, firstSequence + records)) {
            records++;
            position += Frame.HEADER_BYTES + record.length;
        }
        // Nothing reads beyond the end from here on: that memory has no file behind it any more.
        end = position;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(position);
        }
        return records;
    }

    /** Lets what was appended outlive a power failure too. */
    void sync() {
        if (unsynced) {
            unsynced = false;
            try {
                memory.force(0, end);
            } catch (RuntimeException failure) {
                unsynced = true;
                throw failure;
            }
        }
    }

    /** Makes it unused: its frames stay behind, and have numbers that none will have again. */
    void reuse() {
        CheckedNumber.wipe(memory, 0);
        end = HEADER_BYTES;
    }

    /** Nobody may touch it any more. */
    void delete() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        Files.deleteIfExists(file);
    }
}
