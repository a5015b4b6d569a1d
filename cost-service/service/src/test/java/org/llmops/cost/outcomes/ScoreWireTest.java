package org.llmops.cost.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.eval.v1.EvalEvent;
import org.llmops.eval.v1.FeedbackGiven;
import org.llmops.eval.v1.ScoreRecorded;
import org.llmops.platform.outbox.IncomingEvent;

/** What eval-service tells is counted as it is meant, and what makes no sense is refused. */
class ScoreWireTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final UUID CALL = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final UUID FEEDBACK = UUID.fromString("00000000-0000-7000-8000-000000000002");

    @Test
    void aScoreCountsOnceForEachVersionOfItsScorer() {
        assertThat(read(score("helpfulness", 0.25)))
                .isEqualTo(new GivenScore(
                        "acme", CALL, "scorer/helpfulness/3", "scorer:helpfulness", 250_000, NOW, NOW, false));
    }

    @Test
    void feedbackCountsOnceForEachThatWasGiven() {
        EvalEvent event = EvalEvent.newBuilder()
                .setFeedbackGiven(FeedbackGiven.newBuilder()
                        .setFeedbackId(FEEDBACK.toString())
                        .setCallId(CALL.toString())
                        .setName("thumbs")
                        .setValue(1)
                        .setGivenAt(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond())))
                .build();

        assertThat(read(event))
                .isEqualTo(new GivenScore(
                        "acme", CALL, "feedback/" + FEEDBACK, "feedback:thumbs", 1_000_000, NOW, NOW, false));
    }

    @Test
    void whatSaysNothingOfAnAnswerIsPassedOver() {
        assertThat(ScoreWire.read(event(EvalEvent.getDefaultInstance().toByteArray()), NOW))
                .isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertRefused(score("s", 1.01));
        assertRefused(score("s", -0.01));
        assertRefused(score("s", Double.NaN));
        assertRefused(score("s\0", 1));
        assertRefused(score("s".repeat(300), 1));
        assertRefused(EvalEvent.newBuilder()
                .setScoreRecorded(score("s", 1).getScoreRecorded().toBuilder().setCallId("no id"))
                .build());
        assertRefused(EvalEvent.newBuilder()
                .setScoreRecorded(score("s", 1).getScoreRecorded().toBuilder()
                        .setScoredAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE)))
                .build());
        assertThatThrownBy(() -> ScoreWire.read(event("garbage".getBytes(StandardCharsets.UTF_8)), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(EvalEvent event) {
        assertThatThrownBy(() -> read(event)).isInstanceOf(IllegalArgumentException.class);
    }

    private static GivenScore read(EvalEvent event) {
        return ScoreWire.read(event(event.toByteArray()), NOW).orElseThrow();
    }

    private static EvalEvent score(String scorer, double value) {
        return EvalEvent.newBuilder()
                .setScoreRecorded(ScoreRecorded.newBuilder()
                        .setCallId(CALL.toString())
                        .setScorer(scorer)
                        .setScorerVersion(3)
                        .setValue(value)
                        .setScoredAt(Timestamp.newBuilder().setSeconds(NOW.getEpochSecond())))
                .build();
    }

    private static IncomingEvent event(byte[] payload) {
        return new IncomingEvent("1", "llmops.eval.v1.EvalEvent", "acme", CALL.toString(), NOW, payload);
    }
}
