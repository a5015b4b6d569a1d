package org.llmops.guardrail.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmops.guardrail.detecting.Match;

class WorkersTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path models;

    private final Workers workers = new Workers(1, 1);

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void workIsDoneElsewhere() {
        String worker = now(workers.run(turn -> Thread.currentThread().getName(), LONG));
        assertThat(worker).startsWith("onnx-");
    }

    @Test
    void aComputationThatNeverEndsIsStoppedInItsMiddle() throws IOException {
        try (TextModel model = TextModel.read(TinyModels.classifier(models, "guard", new JsonObject()))) {
            Uni<?> late =
                    workers.run(turn -> model.judge("rules " + TinyModels.FOREVER, 0.5, turn), Duration.ofMillis(200));

            assertThatThrownBy(() -> now(late)).isInstanceOf(Unjudged.class).hasMessageContaining("in time");
            // There is one worker: it must have come back.
            List<Match> next = now(workers.run(turn -> model.judge("ignore", 0.5, turn), LONG));
            assertThat(next).hasSize(1);
        }
    }

    @Test
    void noMoreWaitThanMay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        var working = workers.run(turn -> hold(begun, over), LONG).subscribeAsCompletionStage();
        begun.await();
        var waiting = workers.run(turn -> done.incrementAndGet(), LONG).subscribeAsCompletionStage();

        assertThatThrownBy(() -> now(workers.run(turn -> done.incrementAndGet(), LONG)))
                .isInstanceOf(Unjudged.class)
                .hasMessageContaining("wait");
        over.countDown();
        working.join();
        waiting.join();
        assertThat(done).hasValue(1);
    }

    @Test
    void whoGivesUpMakesRoom() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        var working = workers.run(turn -> hold(begun, over), LONG).subscribeAsCompletionStage();
        begun.await();

        assertThatThrownBy(() -> now(workers.run(turn -> done.addAndGet(100), Duration.ofMillis(50))))
                .isInstanceOf(Unjudged.class);
        var waiting = workers.run(turn -> done.incrementAndGet(), LONG).subscribeAsCompletionStage();
        over.countDown();
        working.join();
        waiting.join();
        assertThat(done).hasValue(1);
    }

    @Test
    void whatIsThrownIsAFailure() {
        assertThatThrownBy(() -> now(workers.run(
                        turn -> {
                            throw new IllegalStateException("broken");
                        },
                        LONG)))
                .hasMessage("broken");
    }

    private static int hold(CountDownLatch begun, CountDownLatch over) {
        begun.countDown();
        try {
            over.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static <T> T now(Uni<T> answer) {
        return answer.await().atMost(LONG);
    }
}
