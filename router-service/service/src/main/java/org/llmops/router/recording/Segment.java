package org.llmops.router.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file of the spool: a run of frames, named by the sequence number of the first. */
final class Segment implements AutoCloseable {
    private static final String SUFFIX = ".segment";
    /** Bodies of calls are in it: nobody else on the machine may read them. */
    private static final Set<java.nio.file.attribute.PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final long firstSequence;
    private final FileChannel channel;
    private long bytes;

    private Segment(Path file, long firstSequence, FileChannel channel, long bytes) {
        this.file = file;
        this.firstSequence = firstSequence;
        this.channel = channel;
        this.bytes = bytes;
    }

    static Segment create(Path directory, long firstSequence) throws IOException {
        Path file = directory.resolve("%019d%s".formatted(firstSequence, SUFFIX));
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        channel.truncate(0);
        return new Segment(file, firstSequence, channel, 0);
    }

    static Segment open(Path file, long firstSequence) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Segment(file, firstSequence, channel, channel.size());
    }

    /** The sequence number in a file's name; empty when the file is no segment. */
    static OptionalLong sequenceOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.matches("\\d{19}\\.segment")
                ? OptionalLong.of(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
                : OptionalLong.empty();
    }

    long firstSequence() {
        return firstSequence;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Writes all or nothing: after a failure the file ends where it ended before, or the next reader sees a torn tail.
     */
    void append(List<byte[]> payloads) throws IOException {
        ByteBuffer frames =
                ByteBuffer.allocate(payloads.stream().mapToInt(Frame::bytes).sum());
        payloads.forEach(payload -> Frame.put(frames, payload));
        frames.flip();
        long at = bytes;
        try {
            while (frames.hasRemaining()) {
                at += channel.write(frames, at);
            }
        } catch (IOException failure) {
            cutOff(failure);
            throw failure;
        }
        bytes = at;
    }

    /** The record at a position; null at the end and where the file is damaged. */
    byte @Nullable [] read(long position) throws IOException {
        return Frame.read(channel, position, bytes);
    }

    /** Reads from the start while frames are whole, then cuts off what follows, and says how many there are. */
    long recover() throws IOException {
        long records = 0;
        long position = 0;
        for (byte[] payload = read(position); payload != null; payload = read(position)) {
            records++;
            position += Frame.bytes(payload);
        }
        if (position < bytes) {
            channel.truncate(position);
            bytes = position;
        }
        return records;
    }

    void sync() throws IOException {
        channel.force(false);
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void cutOff(IOException failure) {
        try {
            channel.truncate(bytes);
        } catch (IOException worse) {
            failure.addSuppressed(worse);
        }
    }
}
