package org.llmops.router.recording;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * A queue of records on disk, first in first out, that outlives the process. Any thread appends, one reads and acknowledges,
 * one prepares room and syncs; what was appended and not acknowledged is read again after a restart.
 */
final class Spool implements AutoCloseable {
    /** One to go on with at once, one that is about to come back from the reader: the rest of the time none is made. */
    private static final int MOST_SPARES = 2;

    private final Path directory;
    private final int segmentBytes;
    private final FileChannel lockFile;
    private final Checkpoint checkpoint;
    /** Those with records, oldest first. */
    private final Deque<Segment> segments = new ConcurrentLinkedDeque<>();

    private final Deque<Segment> spares = new ConcurrentLinkedDeque<>();
    /** The segment appended to; a restart never goes on with an old one. */
    private @Nullable Segment active;

    private long lastFile;
    private boolean closed;
    private volatile long nextSequence;
    private volatile long writtenBytes;

    private int readPosition = Segment.HEADER_BYTES;
    private volatile long firstUnsent;
    private volatile long releasedBytes;
    private volatile long damaged;

    private Spool(Path directory, int segmentBytes, FileChannel lockFile, Checkpoint checkpoint) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.lockFile = lockFile;
        this.checkpoint = checkpoint;
    }

    /**
     * Opens the spool and recovers what a crash left behind.
     *
     * @param segmentBytes how large files are, but for those of single records that are larger
     */
    static Spool open(Path directory, int segmentBytes) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(lockFile) == null) {
                throw new IOException("Spool " + directory.toAbsolutePath()
                        + " is in use by another process: give each instance its own llmops.recording.spool-directory");
            }
            Spool spool = new Spool(directory, segmentBytes, lockFile, Checkpoint.open(directory));
            spool.recover();
            return spool;
        } catch (IOException | RuntimeException failure) {
            lockFile.close();
            throw failure;
        }
    }

    /**
     * Adds a record at the end. It survives the end of the process at once, that of the machine after {@link #sync}. This is
     * a copy into memory: whoever answers calls may do it.
     *
     * @return false when there is no room until {@link #prepare} made some
     */
    synchronized boolean append(MessageLite record) {
        int bytes = Frame.bytes(record);
        Segment segment = roomFor(bytes);
        if (segment == null) {
            return false;
        }
        if (!segment.append(nextSequence, record)) {
            active = null;
            return false;
        }
        writtenBytes = writtenBytes + bytes;
        nextSequence = nextSequence + 1;
        return true;
    }

    private @Nullable Segment roomFor(int bytes) {
        if (closed) {
            return null;
        }
        if (active != null && active.hasRoomFor(bytes)) {
            return active;
        }
        Segment next = spares.peekFirst();
        if (next == null || !next.hasRoomFor(bytes)) {
            return null;
        }
        spares.removeFirst();
        next.begin(nextSequence);
        segments.addLast(next);
        active = next;
        return next;
    }

    /** There is a segment to go on with when the present one is full. */
    boolean hasSpare() {
        return !spares.isEmpty();
    }

    /** Sees to it that there is a segment to go on with, and that the next one has room for this. Takes its time. */
    void prepare(int frameBytes) throws IOException {
        Segment next = spares.peekFirst();
        if (next == null || !next.hasRoomFor(frameBytes)) {
            lastFile++;
            spares.addFirst(Segment.create(
                    Segment.file(directory, lastFile),
                    Math.max(segmentBytes, Math.addExact(Segment.HEADER_BYTES, frameBytes))));
        }
    }

    /** Lets what was appended before outlive a power failure too. */
    void sync() {
        segments.forEach(Segment::sync);
    }

    /** The oldest records that are not acknowledged, at least one if there is any. Reading does not remove them. */
    List<SpoolEntry> read(int maxRecords, long maxBytes) throws IOException {
        while (firstUnsent < nextSequence) {
            Segment oldest = segments.getFirst();
            long until = until(nextSequence);
            List<SpoolEntry> entries = read(oldest, until, maxRecords, maxBytes);
            if (!entries.isEmpty()) {
                return entries;
            }
            leave(oldest, until);
        }
        return List.of();
    }

    /**
     * The number that follows the last record of the oldest segment. Appending adds a segment before it counts the record in it:
     * so the count is taken first.
     */
    private long until(long appended) {
        Iterator<Segment> oldestFirst = segments.iterator();
        oldestFirst.next();
        return oldestFirst.hasNext() ? oldestFirst.next().firstSequence() : appended;
    }

    private List<SpoolEntry> read(Segment oldest, long until, int maxRecords, long maxBytes) {
        List<SpoolEntry> entries = new ArrayList<>();
        int position = readPosition;
        long bytes = 0;
        for (long sequence = firstUnsent; sequence < until && entries.size() < maxRecords; sequence++) {
            byte[] record = oldest.read(position, sequence);
            bytes += record == null ? 0 : record.length;
            if (record == null || (!entries.isEmpty() && bytes > maxBytes)) {
                break;
            }
            position += Frame.HEADER_BYTES + record.length;
            entries.add(new SpoolEntry(sequence, position, record));
        }
        return entries;
    }

    /** The oldest segment is read to its end, or damaged from here on. */
    private synchronized void leave(Segment oldest, long until) throws IOException {
        damaged = damaged + until - firstUnsent;
        firstUnsent = until;
        releasedBytes = releasedBytes + oldest.end() - readPosition;
        readPosition = oldest.end();
        if (segments.size() > 1) {
            segments.removeFirst();
            readPosition = Segment.HEADER_BYTES;
            if (spares.size() < MOST_SPARES && oldest.capacity() == segmentBytes && !oldest.hasFailed()) {
                oldest.reuse();
                spares.addLast(oldest);
            } else {
                oldest.delete();
            }
        }
        checkpoint.store(firstUnsent);
    }

    /** Removes every record up to this one, which {@link #read} returned. */
    void acknowledge(SpoolEntry last) {
        releasedBytes = releasedBytes + last.end() - readPosition;
        readPosition = last.end();
        firstUnsent = last.sequence() + 1;
        checkpoint.store(firstUnsent);
    }

    /** How many records wait to be acknowledged. */
    long pending() {
        // In this order: what is appended in between is not counted, and never is it less than none.
        long sent = firstUnsent;
        return nextSequence - sent;
    }

    /** The number that the next record gets. */
    long appended() {
        return nextSequence;
    }

    /** The number of the oldest record that is not acknowledged. */
    long delivered() {
        return firstUnsent;
    }

    /** How much is written and not acknowledged. */
    long pendingBytes() {
        long released = releasedBytes;
        return writtenBytes - released;
    }

    /** How many records could not be read back because the disk returned something else than was written. */
    long damaged() {
        return damaged;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        try {
            sync();
        } finally {
            lockFile.close();
        }
    }

    private void recover() throws IOException {
        long sent = checkpoint.load();
        nextSequence = sent;
        List<Segment> found = SpoolFiles.leftBehind(directory);
        for (int i = 0; i < found.size(); i++) {
            Segment segment = found.get(i);
            // Only the last can have a torn tail; the length of the others is told by the number their successor begins
            // with.
            long end = i + 1 < found.size()
                    ? found.get(i + 1).firstSequence()
                    : segment.firstSequence() + segment.recover();
            if (end <= sent || end == segment.firstSequence()) {
                segment.delete();
            } else {
                segments.addLast(segment);
                writtenBytes = writtenBytes + segment.end() - Segment.HEADER_BYTES;
            }
            nextSequence = Math.max(nextSequence, end);
        }
        lastFile = SpoolFiles.lastNumber(directory);
        firstUnsent = nextSequence;
        if (!segments.isEmpty()) {
            firstUnsent = Math.max(sent, segments.getFirst().firstSequence());
            readPosition = positionOf(firstUnsent, segments.getFirst());
            releasedBytes = readPosition - Segment.HEADER_BYTES;
        }
    }

    /** Where a record begins; where the damage begins, when damage lies before it. */
    private static int positionOf(long sequence, Segment segment) {
        int position = Segment.HEADER_BYTES;
        for (long skipped = segment.firstSequence(); skipped < sequence; skipped++) {
            byte[] record = segment.read(position, skipped);
            if (record == null) {
                break;
            }
            position += Frame.HEADER_BYTES + record.length;
        }
        return position;
    }

    private static @Nullable FileLock lock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }
}
