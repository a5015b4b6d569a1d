package org.llmops.router.recording;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.llmops.platform.id.Ids;
import org.llmops.platform.testkit.shared.SharedServers;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.Payload;

/**
 * What a record costs: of the time of the thread that publishes it, and of processor time until the broker has it. To be run
 * by hand, with records per second, seconds, and where Kafka is (left out: one is started).
 */
final class RecordingBenchmark {
    private static final int BODY_BYTES = 700;

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
            run(recorder, perSecond, 10);
            run(recorder, perSecond, seconds);
        }
    }

    private static void run(CallRecorder recorder, int perSecond, int seconds) {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        int records = perSecond * seconds;
        long[] publishNanos = new long[records];
        long makingNanos = 0;
        long recordedBefore = recorder.counts().recorded();
        long processBefore = process.getProcessCpuTime();
        long started = System.nanoTime();
        for (int i = 0; i < records; i++) {
            // As an event loop does it: what has come meanwhile one after the other, then sleep.
            while (System.nanoTime() - started < i * 1_000_000_000L / perSecond) {
                LockSupport.parkNanos(200_000);
            }
            long before = System.nanoTime();
            CallRecord call = call();
            long made = System.nanoTime();
            recorder.publish(call);
            publishNanos[i] = System.nanoTime() - made;
            makingNanos += made - before;
        }
        while (recorder.counts().recorded() - recordedBefore < records) {
            LockSupport.parkNanos(1_000_000);
        }
        long processNanos = process.getProcessCpuTime() - processBefore - makingNanos;
        Arrays.sort(publishNanos);
        System.out.printf(
                "%d records of %d bytes: publish mean %.1f us, p50 %.1f us, p99 %.1f us, max %.0f us; process %.1f us of"
                        + " processor time for each record%n",
                records,
                call().getSerializedSize(),
                Arrays.stream(publishNanos).average().orElse(0) / 1e3,
                publishNanos[records / 2] / 1e3,
                publishNanos[records * 99 / 100] / 1e3,
                publishNanos[records - 1] / 1e3,
                (double) processNanos / records / 1e3);
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
