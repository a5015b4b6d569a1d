package org.llmops.eval.feedback;

import com.google.protobuf.Timestamp;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.v1.EvalEvent;
import org.llmops.eval.v1.FeedbackGiven;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.OutgoingEvent;

/** Feedback as events tell it. */
final class FeedbackWire {
    static final String TOPIC = "llmops.evals.v1";

    private FeedbackWire() {}

    static OutgoingEvent given(Feedback feedback) {
        String call = feedback.callId().toString();
        FeedbackGiven given = FeedbackGiven.newBuilder()
                .setFeedbackId(feedback.id().toString())
                .setCallId(call)
                .setName(feedback.name())
                .setValue(feedback.value().doubleValue())
                .setComment(orEmpty(feedback.comment()))
                .setGivenBy(feedback.givenBy())
                .setGivenAt(Timestamp.newBuilder()
                        .setSeconds(feedback.givenAt().getEpochSecond())
                        .setNanos(feedback.givenAt().getNano()))
                .build();
        return OutgoingEvent.of(
                TOPIC,
                new WorkspaceId(feedback.workspace()),
                call,
                EvalEvent.newBuilder().setFeedbackGiven(given).build());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
