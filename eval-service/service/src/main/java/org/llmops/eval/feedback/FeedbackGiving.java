package org.llmops.eval.feedback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.eval.calllog.CallLog;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/**
 * Takes feedback on any call id. The call may not have arrived yet, so an unknown one is not refused, and that makes the
 * calls of other workspaces indistinguishable from calls that never were.
 */
@ApplicationScoped
class FeedbackGiving {
    private final Transactions transactions;
    private final Feedbacks feedbacks;
    private final CallLog calls;
    private final Outbox outbox;
    private final Clock clock;

    FeedbackGiving(Transactions transactions, Feedbacks feedbacks, CallLog calls, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.feedbacks = feedbacks;
        this.calls = calls;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<GivenFeedback> give(Caller giver, GiveFeedback command) {
        Audit audit = new Audit("feedback.give", "calls/" + command.callId());
        return transactions.mutate(giver, audit, session -> give(session, giver, command));
    }

    private Uni<GivenFeedback> give(Mutiny.Session session, Caller giver, GiveFeedback command) {
        Feedback feedback =
                new Feedback(giver, Ids.next(), command, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return feedbacks
                .put(session, feedback)
                .call(() -> outbox.add(session, FeedbackWire.given(feedback)))
                .chain(replaced -> calls.has(session, giver.workspace(), feedback.callId())
                        .map(arrived -> new GivenFeedback(feedback, replaced, !arrived)));
    }
}
