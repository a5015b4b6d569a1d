package org.llmops.router.recording;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final int LARGE = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void returnsRecordsInOrderAndOnlyUntilAcknowledged() throws IOException {
        try (Spool spool = Spool.open(directory, LARGE)) {
            append(spool, "a", "b", "c");

            List<SpoolEntry> entries = spool.read(2, LARGE);
            assertThat(texts(entries)).containsExactly("a", "b");
            assertThat(texts(spool.read(2, LARGE))).containsExactly("a", "b");

            spool.acknowledge(entries.getLast());
            assertThat(texts(spool.read(2, LARGE))).containsExactly("c");
            assertThat(spool.pending()).isEqualTo(1);
        }
    }

    @Test
    void readsAtLeastOneRecordHoweverLarge() throws IOException {
        try (Spool spool = Spool.open(directory, LARGE)) {
            append(spool, "x".repeat(1000), "y");

            assertThat(spool.read(10, 1)).hasSize(1);
        }
    }

    @Test
    void goesOnAfterARestartWhereItWas() throws IOException {
        try (Spool spool = Spool.open(directory, LARGE)) {
            append(spool, "a", "b", "c");
            spool.acknowledge(spool.read(1, LARGE).getLast());
        }
        try (Spool spool = Spool.open(directory, LARGE)) {
            append(spool, "d");

            assertThat(texts(drain(spool))).containsExactly("b", "c", "d");
            assertThat(spool.pending()).isZero();
            assertThat(spool.damaged()).isZero();
        }
    }

    @Test
    void numbersCountOnOverRestarts() throws IOException {
        for (int round = 0; round < 5; round++) {
            try (Spool spool = Spool.open(directory, LARGE)) {
                append(spool, "r" + round);
                List<SpoolEntry> entries = drain(spool);
                assertThat(entries.getLast().sequence()).isEqualTo(round);
            }
        }
    }

    /** Whatever is appended, acknowledged and restarted, in whatever pieces: all records come out, once, in order. */
    @Test
    void losesAndRepeatsNothingWhateverHappensInWhichOrder() throws IOException {
        for (int seed = 0; seed < 15; seed++) {
            Random random = new Random(seed);
            Path place = directory.resolve("seed-" + seed);
            List<String> in = new ArrayList<>();
            List<String> out = new ArrayList<>();
            Spool spool = Spool.open(place, 1 + random.nextInt(400));
            for (int step = 0; step < 120; step++) {
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        List<String> batch = IntStream.range(0, 1 + random.nextInt(5))
                                .mapToObj(i -> in.size() + i + "-" + "x".repeat(random.nextInt(60)))
                                .toList();
                        in.addAll(batch);
                        append(spool, batch.toArray(String[]::new));
                    }
                    case 2 -> {
                        List<SpoolEntry> entries = spool.read(1 + random.nextInt(8), 1 + random.nextInt(300));
                        if (!entries.isEmpty()) {
                            int taken = 1 + random.nextInt(entries.size());
                            out.addAll(texts(entries.subList(0, taken)));
                            spool.acknowledge(entries.get(taken - 1));
                        }
                    }
                    default -> {
                        spool.close();
                        spool = Spool.open(place, 1 + random.nextInt(400));
                    }
                }
                assertThat(spool.pending()).as("seed %d", seed).isEqualTo(in.size() - out.size());
            }
            out.addAll(texts(drain(spool)));
            spool.close();
            assertThat(out).as("seed %d", seed).isEqualTo(in);
        }
    }

    /** A process may be killed, or the machine stop, after any part of a record is written. */
    @Test
    void aTornTailCostsTheTornRecordAlone() throws IOException {
        try (Spool spool = Spool.open(directory, 200)) {
            append(spool, "first", "second", "third");
        }
        Path segment = begun().getFirst();
        byte[] whole = Files.readAllBytes(segment);
        int third = Segment.HEADER_BYTES + 2 * bytes("first") + 1;
        int end = third + bytes("third");
        assertThat(whole[end - 1]).isEqualTo((byte) 'd');
        for (int written = third; written < end; written++) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, written, end, (byte) 0);
            Files.write(segment, torn);
            try (Spool spool = Spool.open(directory, 200)) {
                assertThat(texts(spool.read(10, LARGE)))
                        .as("cut at %d", written)
                        .containsExactly("first", "second");
            }
            Files.write(segment, Arrays.copyOf(whole, written));
            try (Spool spool = Spool.open(directory, 200)) {
                assertThat(texts(spool.read(10, LARGE)))
                        .as("ends at %d", written)
                        .containsExactly("first", "second");
            }
        }
    }

    @Test
    void appendsBehindATornTail() throws IOException {
        try (Spool spool = Spool.open(directory, LARGE)) {
            append(spool, "first", "torn");
        }
        flipBit(begun().getFirst(), Segment.HEADER_BYTES + bytes("first") + bytes("torn") - 1);
        try (Spool spool = Spool.open(directory, LARGE)) {
            append(spool, "next");
            assertThat(texts(drain(spool))).containsExactly("first", "next");
            assertThat(spool.damaged()).isZero();
        }
    }

    @Test
    void countsWhatTheDiskSpoiledAndGoesOnBehindIt() throws IOException {
        int three = Segment.HEADER_BYTES + 3 * bytes("a1");
        try (Spool spool = Spool.open(directory, three)) {
            append(spool, "a1", "a2", "a3", "b1");
        }
        flipBit(begun().getFirst(), Segment.HEADER_BYTES + 2 * bytes("a1") - 1);
        try (Spool spool = Spool.open(directory, three)) {
            assertThat(texts(drain(spool))).containsExactly("a1", "b1");
            assertThat(spool.damaged()).isEqualTo(2);
            assertThat(spool.pending()).isZero();
            assertThat(spool.pendingBytes()).isZero();
        }
    }

    @Test
    void putsASegmentAsideWhoseBeginningIsSpoiled() throws IOException {
        try (Spool spool = Spool.open(directory, LARGE)) {
            append(spool, "a");
        }
        Path segment = begun().getFirst();
        flipBit(segment, 0);
        try (Spool spool = Spool.open(directory, LARGE)) {
            append(spool, "b");
            assertThat(texts(drain(spool))).containsExactly("b");
        }
        assertThat(segment.resolveSibling(segment.getFileName() + ".damaged")).exists();
    }

    /** What an earlier use of a file left in it is no record, though it was one. */
    @Test
    void readsNothingFromTheFormerLifeOfASegment() throws IOException {
        int three = Segment.HEADER_BYTES + 3 * bytes("old-00");
        try (Spool spool = Spool.open(directory, three)) {
            for (int i = 0; i < 30; i++) {
                append(spool, "old-%02d".formatted(i));
                drain(spool);
            }
            append(spool, "new-00", "new-01");
        }
        assertThat(begun()).hasSizeLessThanOrEqualTo(2);
        try (Spool spool = Spool.open(directory, three)) {
            assertThat(texts(drain(spool))).containsExactly("new-00", "new-01");
            assertThat(spool.damaged()).isZero();
        }
    }

    @Test
    void takesRecordsThatAreLargerThanASegment() throws IOException {
        try (Spool spool = Spool.open(directory, 100)) {
            append(spool, "small", "large" + "x".repeat(5000), "small again");
            assertThat(texts(drain(spool))).containsExactly("small", "large" + "x".repeat(5000), "small again");
            append(spool, "and on");
            assertThat(texts(drain(spool))).containsExactly("and on");
        }
    }

    @Test
    void hasNoRoomUntilSomebodyMakesIt() throws IOException {
        try (Spool spool = Spool.open(directory, LARGE)) {
            assertThat(spool.append(StringValue.of("a"))).isFalse();
            spool.prepare(0);
            assertThat(spool.append(StringValue.of("a"))).isTrue();
            assertThat(spool.pending()).isEqualTo(1);
        }
    }

    @Test
    void takesNothingOnceClosed() throws IOException {
        Spool spool = Spool.open(directory, LARGE);
        append(spool, "a");
        spool.close();
        assertThat(spool.append(StringValue.of("too late"))).isFalse();
    }

    /** A mapped file that the disk cannot hold ends a process that is not careful. */
    @Test
    void survivesADiskThatFailsUnderASegment() throws IOException {
        try (Spool spool = Spool.open(directory, 1 << 16)) {
            append(spool, "first");
            assertThat(texts(drain(spool))).containsExactly("first");
            try (FileChannel channel = FileChannel.open(begun().getFirst(), StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            assertThat(spool.append(StringValue.of("second"))).isFalse();
            append(spool, "second");
            assertThat(texts(drain(spool))).containsExactly("second");
        }
    }

    @Test
    void sendsAgainWhenTheCheckpointIsLost() throws IOException {
        try (Spool spool = Spool.open(directory, LARGE)) {
            append(spool, "a", "b");
            spool.acknowledge(spool.read(1, LARGE).getLast());
        }
        Files.write(directory.resolve("checkpoint"), new byte[] {1, 2, 3});
        try (Spool spool = Spool.open(directory, LARGE)) {
            assertThat(texts(drain(spool))).containsExactly("a", "b");
        }
    }

    @Test
    void givesDiskSpaceBack() throws IOException {
        try (Spool spool = Spool.open(directory, 100)) {
            for (int i = 0; i < 50; i++) {
                append(spool, "x".repeat(60));
                drain(spool);
            }
            assertThat(segments()).hasSizeLessThanOrEqualTo(3);
            assertThat(spool.pendingBytes()).isZero();
        }
    }

    @Test
    void belongsToOneInstance() throws IOException {
        try (Spool spool = Spool.open(directory, LARGE)) {
            assertThat(spool.pending()).isZero();
            assertThatThrownBy(() -> Spool.open(directory, LARGE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another process");
        }
    }

    @Test
    void letsNobodyElseOnTheMachineReadBodies() throws IOException {
        Path place = directory.resolve("new");
        try (Spool spool = Spool.open(place, LARGE)) {
            append(spool, "private");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files.filter(file -> Segment.numberOf(file).isPresent()))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    /** A process that is killed while it appends: everything it was told is appended is there. */
    @Test
    void outlivesAKilledProcess() throws Exception {
        Path told = directory.resolveSibling(directory.getFileName() + ".told");
        Process victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolVictim.class.getName(),
                        directory.toString())
                .redirectOutput(told.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(20, SECONDS).until(() -> Files.size(told) > 5000);
        victim.destroyForcibly().waitFor();

        String text = Files.readString(told);
        String[] appended = text.substring(0, text.lastIndexOf('\n')).split("\n");
        try (Spool spool = Spool.open(directory, LARGE)) {
            assertThat(texts(drain(spool))).startsWith(appended);
        }
        Files.delete(told);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Segment.numberOf(file).isPresent())
                    .sorted()
                    .toList();
        }
    }

    /** Those that have records. */
    private List<Path> begun() throws IOException {
        List<Path> begun = new ArrayList<>();
        for (Path file : segments()) {
            if (Segment.open(file).isBegun()) {
                begun.add(file);
            }
        }
        return begun;
    }

    private static int bytes(String record) {
        return Frame.bytes(StringValue.of(record));
    }

    private static void flipBit(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 1;
        Files.write(file, bytes);
    }

    static void append(Spool spool, String... records) throws IOException {
        for (String record : records) {
            while (!spool.append(StringValue.of(record))) {
                spool.prepare(Frame.bytes(StringValue.of(record)));
            }
        }
    }

    private static List<SpoolEntry> drain(Spool spool) throws IOException {
        List<SpoolEntry> all = new ArrayList<>();
        for (List<SpoolEntry> read = spool.read(3, LARGE); !read.isEmpty(); read = spool.read(3, LARGE)) {
            all.addAll(read);
            spool.acknowledge(read.getLast());
        }
        return all;
    }

    private static List<String> texts(List<SpoolEntry> entries) {
        return entries.stream().map(SpoolTest::text).toList();
    }

    private static String text(SpoolEntry entry) {
        try {
            return StringValue.parseFrom(entry.record()).getValue();
        } catch (InvalidProtocolBufferException foreign) {
            throw new IllegalStateException(foreign);
        }
    }
}
