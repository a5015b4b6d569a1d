package org.llmops.router.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A queue of records on disk, first in first out, that outlives the process. One thread appends, another reads and
 * acknowledges; what was appended and not acknowledged is read again after a restart.
 */
final class Spool implements AutoCloseable {
    private final Path directory;
    private final long segmentBytes;
    private final FileChannel lockFile;
    private final Checkpoint checkpoint;
    private final Deque<Segment> segments = new ArrayDeque<>();
    /** The segment appended to; a restart never goes on with an old one. */
    private @Nullable Segment active;

    private long firstUnsent;
    private long nextSequence;
    private long readPosition;
    private long damaged;

    private Spool(Path directory, long segmentBytes, FileChannel lockFile) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.lockFile = lockFile;
        this.checkpoint = new Checkpoint(directory);
    }

    /**
     * Opens the spool and recovers what a crash left behind.
     *
     * @param segmentBytes a file larger than this is followed by a new one; files are deleted whole
     */
    static Spool open(Path directory, long segmentBytes) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(lockFile) == null) {
                throw new IOException("Spool " + directory.toAbsolutePath()
                        + " is in use by another process: give each instance its own llmops.recording.spool-directory");
            }
            Spool spool = new Spool(directory, segmentBytes, lockFile);
            spool.recover();
            return spool;
        } catch (IOException | RuntimeException failure) {
            lockFile.close();
            throw failure;
        }
    }

    /**
     * Adds records at the end, all or none. They survive the end of the process at once, that of the machine after
     * {@link #sync}.
     */
    synchronized void append(List<byte[]> payloads) throws IOException {
        if (active == null || active.bytes() >= segmentBytes) {
            roll();
        }
        if (active == null) {
            throw new IllegalStateException("A spool that rolled has an active segment");
        }
        active.append(payloads);
        nextSequence += payloads.size();
    }

    synchronized void sync() throws IOException {
        if (active != null) {
            active.sync();
        }
    }

    /** The oldest records that are not acknowledged, at least one if there is any. Reading does not remove them. */
    synchronized List<SpoolEntry> read(int maxRecords, long maxBytes) throws IOException {
        List<SpoolEntry> entries = new ArrayList<>();
        Segment oldest = oldestWithRecords();
        if (oldest == null) {
            return entries;
        }
        long position = readPosition;
        long bytes = 0;
        for (byte[] payload = oldest.read(position); payload != null; payload = oldest.read(position)) {
            bytes += payload.length;
            if (!entries.isEmpty() && (entries.size() >= maxRecords || bytes > maxBytes)) {
                break;
            }
            position += Frame.bytes(payload);
            entries.add(new SpoolEntry(firstUnsent + entries.size(), position, payload));
        }
        return entries;
    }

    /** Removes every record up to this one, which {@link #read} returned. */
    synchronized void acknowledge(SpoolEntry last) throws IOException {
        firstUnsent = last.sequence() + 1;
        readPosition = last.end();
        checkpoint.store(firstUnsent);
    }

    /** How many records wait to be acknowledged. */
    synchronized long pending() {
        return nextSequence - firstUnsent;
    }

    /** What the spool takes on disk, less what is acknowledged already. */
    synchronized long pendingBytes() {
        return segments.stream().mapToLong(Segment::bytes).sum() - readPosition;
    }

    /** How many records could not be read back because the disk returned something else than was written. */
    synchronized long damaged() {
        return damaged;
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            sync();
            for (Segment segment : segments) {
                segment.close();
            }
        } finally {
            lockFile.close();
        }
    }

    private void recover() throws IOException {
        long sent = checkpoint.load();
        nextSequence = sent;
        List<Path> files = segmentFiles();
        for (int i = 0; i < files.size(); i++) {
            long first = Segment.sequenceOf(files.get(i)).orElseThrow();
            Segment segment = Segment.open(files.get(i), first);
            // Only the last file can have a torn tail; the length of the others is told by the name of their successor.
            long end = i + 1 < files.size()
                    ? Segment.sequenceOf(files.get(i + 1)).orElseThrow()
                    : first + segment.recover();
            if (end <= sent || end == first) {
                segment.delete();
            } else {
                segments.addLast(segment);
            }
            nextSequence = Math.max(nextSequence, end);
        }
        firstUnsent = segments.isEmpty()
                ? nextSequence
                : Math.max(sent, segments.getFirst().firstSequence());
        readPosition = segments.isEmpty() ? 0 : positionOf(firstUnsent, segments.getFirst());
    }

    private List<Path> segmentFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Segment.sequenceOf(file).isPresent())
                    .sorted()
                    .toList();
        }
    }

    /** Where a record begins; where the damage begins, when damage lies before it. */
    private static long positionOf(long sequence, Segment segment) throws IOException {
        long position = 0;
        for (long skipped = segment.firstSequence(); skipped < sequence; skipped++) {
            byte[] payload = segment.read(position);
            if (payload == null) {
                break;
            }
            position += Frame.bytes(payload);
        }
        return position;
    }

    /** Drops segments that are read to the end, or damaged from here on; null when no record waits. */
    private @Nullable Segment oldestWithRecords() throws IOException {
        while (firstUnsent < nextSequence) {
            Segment oldest = segments.getFirst();
            if (oldest.read(readPosition) != null) {
                return oldest;
            }
            if (segments.size() == 1) {
                damaged += nextSequence - firstUnsent;
                firstUnsent = nextSequence;
                readPosition = oldest.bytes();
            } else {
                segments.removeFirst().delete();
                long next = segments.getFirst().firstSequence();
                damaged += next - firstUnsent;
                firstUnsent = next;
                readPosition = 0;
            }
            checkpoint.store(firstUnsent);
        }
        return null;
    }

    private void roll() throws IOException {
        if (active != null) {
            active.sync();
        }
        Segment next = Segment.create(directory, nextSequence);
        if (segments.isEmpty()) {
            readPosition = 0;
        }
        segments.addLast(next);
        active = next;
    }

    private static @Nullable FileLock lock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }
}
