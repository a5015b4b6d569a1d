package org.llmops.cost.outcomes;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.llmops.eval.v1.EvalEvent;
import org.llmops.eval.v1.FeedbackGiven;
import org.llmops.eval.v1.ScoreRecorded;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.IncomingEvent;

/** Reads what eval-service tells. */
final class ScoreWire {
    private static final int LONGEST_NAME = 200;
    /** The end of the year 9999. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    private static final int MICRO = 1_000_000;

    private ScoreWire() {}

    /**
     * Empty for events that say nothing of one answer.
     *
     * @throws RuntimeException when it is no event that can be counted
     */
    static Optional<GivenScore> read(IncomingEvent event, Instant now) {
        try {
            EvalEvent told = EvalEvent.parseFrom(event.payload());
            return switch (told.getEventCase()) {
                case FEEDBACK_GIVEN -> Optional.of(feedback(event, told.getFeedbackGiven(), now));
                case SCORE_RECORDED -> Optional.of(score(event, told.getScoreRecorded(), now));
                default -> Optional.empty();
            };
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("This is no event of eval-service", malformed);
        }
    }

    private static GivenScore feedback(IncomingEvent event, FeedbackGiven given, Instant now) {
        return score(
                event,
                given.getCallId(),
                "feedback/" + UUID.fromString(given.getFeedbackId()),
                "feedback:" + given.getName(),
                given.getValue(),
                given.getGivenAt(),
                now);
    }

    private static GivenScore score(IncomingEvent event, ScoreRecorded recorded, Instant now) {
        return score(
                event,
                recorded.getCallId(),
                "scorer/" + recorded.getScorer() + '/' + recorded.getScorerVersion(),
                "scorer:" + recorded.getScorer(),
                recorded.getValue(),
                recorded.getScoredAt(),
                now);
    }

    private static GivenScore score(
            IncomingEvent event, String call, String source, String name, double value, Timestamp at, Instant now) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("A score is from 0 to 1, not " + value);
        }
        if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A score's name has at most " + LONGEST_NAME + " characters");
        }
        if (at.getSeconds() < 0 || at.getSeconds() > LATEST_SECOND) {
            throw new IllegalArgumentException("A score is given at some time of ours, not at " + at.getSeconds());
        }
        return new GivenScore(
                new WorkspaceId(event.workspace()).value(),
                UUID.fromString(call),
                source,
                name,
                Math.round(value * MICRO),
                Instant.ofEpochSecond(at.getSeconds(), at.getNanos()).truncatedTo(ChronoUnit.MICROS),
                now.truncatedTo(ChronoUnit.MICROS),
                false);
    }
}
