package org.llmops.router.recording;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmops.platform.id.Ids;
import org.llmops.platform.testkit.shared.SharedServers;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.Payload;

/**
 * What a record costs of processor time: on the thread that publishes it, and on those that bring it to the broker. To be run
 * by hand, with records per second, seconds of each of three rounds, and where Kafka is (left out: one is started). The
 * first round warms up.
 */
final class RecordingBenchmark {
    private static final int BODY_BYTES = 700;
    private static final int MOMENTS_PER_SECOND = 500;

    private RecordingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int perSecond = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4_400;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        String kafka =
                arguments.length > 2 ? arguments[2] : SharedServers.join().kafka();
        Path directory = Files.createTempDirectory(Path.of("target"), "spool");
        try (CallRecorder recorder = new CallRecorder(
                Spool.open(directory, 16 << 20),
                new KafkaCallTopic(Map.of("bootstrap.servers", kafka)),
                1 << 30,
                10_000,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5))) {
            for (int round = 0; round < 3; round++) {
                run(recorder, perSecond, seconds);
            }
        }
    }

    /** As an event loop does it: what came within a moment one after the other, then sleep. */
    private static void run(CallRecorder recorder, int perSecond, int seconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int atOnce = perSecond / MOMENTS_PER_SECOND;
        int records = atOnce * MOMENTS_PER_SECOND * seconds;
        long recordedBefore = recorder.counts().recorded();
        Map<String, Long> before = nanosOfThreads(threads);
        long publishNanos = 0;
        long started = System.nanoTime();
        for (int moment = 0; moment < MOMENTS_PER_SECOND * seconds; moment++) {
            List<CallRecord> calls =
                    Stream.generate(RecordingBenchmark::call).limit(atOnce).toList();
            long begun = threads.getCurrentThreadCpuTime();
            calls.forEach(recorder::publish);
            publishNanos += threads.getCurrentThreadCpuTime() - begun;
            LockSupport.parkNanos(started + (moment + 1) * 1_000_000_000L / MOMENTS_PER_SECOND - System.nanoTime());
        }
        while (recorder.counts().recorded() - recordedBefore < records) {
            LockSupport.parkNanos(10_000_000);
        }
        System.out.printf(
                "%d records of %d bytes, microseconds of processor time for each: %.1f to publish%n",
                records, call().getSerializedSize(), publishNanos / 1e3 / records);
        nanosOfThreads(threads)
                .forEach((name, nanos) -> System.out.printf(
                        "  %.1f on %s%n", (nanos - before.getOrDefault(name, 0L)) / 1e3 / records, name));
    }

    /** Of the threads that take records from disk to the broker. */
    private static Map<String, Long> nanosOfThreads(ThreadMXBean threads) {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().contains("call-records"))
                .collect(Collectors.toMap(
                        ThreadInfo::getThreadName, thread -> threads.getThreadCpuTime(thread.getThreadId())));
    }

    private static CallRecord call() {
        String id = Ids.next().toString();
        return CallRecord.newBuilder()
                .setCallId(id)
                .setWorkspace("acme")
                .setStartedAt(Timestamps.fromMillis(System.currentTimeMillis()))
                .setOperation("chat")
                .setSurface("openai")
                .setStatus(CallStatus.CALL_STATUS_OK)
                .setHttpStatus(200)
                .setRequestedModel("simulator/sim-small")
                .addAttempts(Attempt.newBuilder()
                        .setTarget("simulator/sim-small")
                        .setProvider("simulator")
                        .setModel("sim-small")
                        .setHttpStatus(200)
                        .setDurationUs(1234))
                .setRequest(body(id))
                .setResponse(body(id))
                .setDecision("{\"candidates\":[\"simulator/sim-small\"],\"chosen\":0,\"version\":\"" + id + "\"}")
                .build();
    }

    private static Payload body(String id) {
        return Payload.newBuilder()
                .setJsonBytes(ByteString.copyFromUtf8(
                        "{\"id\":\"" + id + "\",\"text\":\"" + "x".repeat(BODY_BYTES - 60) + "\"}"))
                .setBytes(BODY_BYTES)
                .build();
    }
}
