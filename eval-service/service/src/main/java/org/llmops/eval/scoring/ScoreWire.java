package org.llmops.eval.scoring;

import com.google.protobuf.Timestamp;
import org.llmops.eval.v1.EvalEvent;
import org.llmops.eval.v1.ScoreRecorded;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.OutgoingEvent;

/** Scores as events tell them. */
final class ScoreWire {
    static final String TOPIC = "llmops.evals.v1";

    private ScoreWire() {}

    static OutgoingEvent recorded(Score score) {
        String call = score.callId().toString();
        ScoreRecorded recorded = ScoreRecorded.newBuilder()
                .setCallId(call)
                .setScorer(score.scorer())
                .setScorerVersion(score.scorerVersion())
                .setValue(score.value().doubleValue())
                .setReason(score.reason())
                .setScoredAt(Timestamp.newBuilder()
                        .setSeconds(score.scoredAt().getEpochSecond())
                        .setNanos(score.scoredAt().getNano()))
                .build();
        return OutgoingEvent.of(
                TOPIC,
                new WorkspaceId(score.workspace()),
                call,
                EvalEvent.newBuilder().setScoreRecorded(recorded).build());
    }
}
