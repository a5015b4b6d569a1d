package org.llmops.router.recording;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmops.router.v1.CallRecord;

class CallRecorderTest {
    private static final long ROOMY = 1 << 20;

    @TempDir
    Path directory;

    private final FakeTopic topic = new FakeTopic();

    @Test
    void sendsWhatIsPublishedInOrder() throws Exception {
        try (CallRecorder recorder = recorder(ROOMY)) {
            List<String> published = publish(recorder, 0, 1000);

            eventually(() -> topic.callIds().equals(published));
            eventually(() -> recorder.spooled() == 0);
            assertThat(recorder.counts().answered()).isEqualTo(1000);
            assertThat(recorder.counts().recorded()).isEqualTo(1000);
            assertThat(recorder.counts().lost()).isZero();
        }
    }

    @Test
    void keepsWhatIsPublishedWhileTheBrokerIsAwayAndSendsItOnceAfterwards() throws Exception {
        try (CallRecorder recorder = recorder(ROOMY)) {
            List<String> before = publish(recorder, 0, 10);
            eventually(() -> topic.callIds().equals(before));

            topic.goAway();
            publish(recorder, 10, 50);
            eventually(() -> recorder.spooled() == 40 && !recorder.brokerAnswers());
            assertThat(recorder.counts().answered())
                    .isEqualTo(recorder.counts().recorded() + recorder.spooled() + recorder.inMemory());

            topic.comeBack();
            eventually(() -> topic.callIds().equals(ids(0, 50)));
            eventually(() -> recorder.spooled() == 0 && recorder.brokerAnswers());
        }
    }

    @Test
    void knowsWhenTheBrokerHasWhatWasPublishedBeforeAMoment() throws Exception {
        try (CallRecorder recorder = recorder(ROOMY)) {
            assertThat(recorder.delivered(recorder.mark())).as("nothing").isTrue();
            topic.goAway();
            publish(recorder, 0, 10);
            long ten = recorder.mark();
            assertThat(recorder.delivered(ten)).isFalse();

            topic.comeBack();
            eventually(() -> recorder.delivered(ten));
            assertThat(topic.callIds()).hasSizeGreaterThanOrEqualTo(10);
            eventually(() -> recorder.spooled() == 0);

            topic.goAway();
            publish(recorder, 10, 11);
            assertThat(recorder.delivered(ten))
                    .as("what came later does not matter")
                    .isTrue();
            assertThat(recorder.delivered(recorder.mark())).isFalse();
        }
    }

    @Test
    void sendsAfterARestartWhatCouldNotBeSentBefore() throws Exception {
        topic.goAway();
        try (CallRecorder recorder = recorder(ROOMY)) {
            publish(recorder, 0, 20);
        }
        assertThat(topic.callIds()).isEmpty();

        topic.comeBack();
        try (CallRecorder recorder = recorder(ROOMY)) {
            publish(recorder, 20, 25);
            eventually(() -> topic.callIds().equals(ids(0, 25)));
        }
    }

    @Test
    void closesOnlyWhenEverythingIsSent() throws Exception {
        try (CallRecorder recorder = recorder(ROOMY)) {
            publish(recorder, 0, 500);
        }
        assertThat(topic.callIds()).isEqualTo(ids(0, 500));
    }

    @Test
    void acceptsNoNewCallsWhileTheSpoolIsFullAndStillTakesThoseUnderWay() throws Exception {
        topic.goAway();
        try (CallRecorder recorder = recorder(500)) {
            assertThat(recorder.accepting()).isTrue();
            publish(recorder, 0, 100);
            eventually(() -> !recorder.accepting());
            assertThat(recorder.full()).isTrue();

            publish(recorder, 100, 110);
            topic.comeBack();
            eventually(recorder::accepting);
            eventually(() -> topic.callIds().equals(ids(0, 110)));
            assertThat(recorder.counts().lost()).isZero();
        }
    }

    @Test
    void goesOnBehindARecordTheBrokerWillNeverTake() throws Exception {
        try (CallRecorder recorder = recorder(ROOMY)) {
            recorder.publish(call(FakeTopic.REFUSED));
            recorder.publish(call("good"));

            eventually(() -> topic.callIds().equals(List.of("good")));
            assertThat(recorder.counts().lost()).isEqualTo(1);
            assertThat(recorder.counts().recorded()).isEqualTo(1);
        }
    }

    @Test
    void keepsTheOrderAroundRecordsThatAreLargerThanASegment() throws Exception {
        try (CallRecorder recorder = recorder(ROOMY)) {
            List<String> ids = IntStream.range(0, 50)
                    .mapToObj(i -> i % 7 == 0 ? i + "x".repeat(3000) : "call-" + i)
                    .toList();
            ids.forEach(id -> recorder.publish(call(id)));

            eventually(() -> topic.callIds().equals(ids));
            assertThat(recorder.counts().lost()).isZero();
        }
    }

    @Test
    void whileTheDiskHasNoRoomRecordsWaitInMemoryAndNewCallsAreRefused() throws Exception {
        Path away = directory.resolve("away");
        try (CallRecorder recorder = recorder(ROOMY)) {
            assertThat(recorder.accepting()).isTrue();
            topic.goAway();
            Files.move(spool(), away);
            publish(recorder, 0, 100);
            eventually(() -> !recorder.accepting());
            assertThat(recorder.inMemory()).isPositive();
            assertThat(recorder.spooled()).isEqualTo(100 - recorder.inMemory());

            Files.move(away, spool());
            eventually(recorder::accepting);
            topic.comeBack();
            publish(recorder, 100, 110);
            eventually(() -> topic.callIds().equals(ids(0, 110)));
            assertThat(recorder.inMemory()).isZero();
            assertThat(recorder.counts().lost()).isZero();
        }
    }

    @Test
    void whoeverPublishesAtTheSameTimeFindsItsRecordsInItsOrder() throws Exception {
        try (CallRecorder recorder = recorder(ROOMY)) {
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(t -> Thread.ofPlatform()
                            .start(() -> IntStream.range(0, 500).forEach(i -> recorder.publish(call(t + "-" + i)))))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }

            eventually(() -> topic.callIds().size() == 2000);
            for (int t = 0; t < 4; t++) {
                String mine = t + "-";
                assertThat(topic.callIds().stream()
                                .filter(id -> id.startsWith(mine))
                                .toList())
                        .isEqualTo(
                                IntStream.range(0, 500).mapToObj(i -> mine + i).toList());
            }
        }
    }

    private Path spool() {
        return directory.resolve("spool");
    }

    private CallRecorder recorder(long maxBytes) throws IOException {
        return new CallRecorder(
                Spool.open(spool(), 1000), topic, maxBytes, 10_000, Duration.ofMillis(50), Duration.ofMillis(300));
    }

    private static List<String> publish(CallRecorder recorder, int from, int to) {
        ids(from, to).forEach(id -> recorder.publish(call(id)));
        return ids(from, to);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "call-" + i).toList();
    }

    private static CallRecord call(String id) {
        return CallRecord.newBuilder().setCallId(id).setWorkspace("acme").build();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(10, SECONDS).pollInterval(Duration.ofMillis(5)).until(condition);
    }
}
