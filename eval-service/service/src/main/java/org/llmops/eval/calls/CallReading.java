package org.llmops.eval.calls;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.calllog.CallFilter;
import org.llmops.eval.calllog.CallLog;
import org.llmops.eval.calllog.CallPosition;
import org.llmops.eval.calllog.LoggedCall;
import org.llmops.eval.feedback.FeedbackSummary;
import org.llmops.eval.feedback.Feedbacks;
import org.llmops.eval.payloads.PayloadBlocks;
import org.llmops.eval.scoring.ScoreView;
import org.llmops.eval.scoring.Scores;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Reads calls together with what is known of them elsewhere. */
@ApplicationScoped
class CallReading {
    private final Transactions transactions;
    private final CallLog calls;
    private final PayloadBlocks blocks;
    private final Feedbacks feedbacks;
    private final Scores scores;

    CallReading(Transactions transactions, CallLog calls, PayloadBlocks blocks, Feedbacks feedbacks, Scores scores) {
        this.transactions = transactions;
        this.calls = calls;
        this.blocks = blocks;
        this.feedbacks = feedbacks;
        this.scores = scores;
    }

    /** Newest first. */
    Uni<List<CallSummary>> list(WorkspaceId workspace, CallFilter filter, @Nullable CallPosition after, int limit) {
        return transactions.read(
                workspace,
                session -> calls.page(session, workspace, filter, after, limit)
                        .chain(page -> feedbacks
                                .summaries(
                                        session,
                                        workspace,
                                        page.stream().map(LoggedCall::callId).toList())
                                .map(summaries -> summaries(page, summaries))));
    }

    private static List<CallSummary> summaries(List<LoggedCall> page, Map<UUID, List<FeedbackSummary>> feedback) {
        return page.stream()
                .map(call -> CallWire.summary(call, feedback.getOrDefault(call.callId(), List.of())))
                .toList();
    }

    /** An application sees its own calls; to it, those of others do not exist. */
    Uni<CallDetail> get(Caller caller, UUID callId) {
        WorkspaceId workspace = caller.workspace();
        return transactions.read(
                workspace,
                session -> calls.get(session, workspace, callId)
                        .invoke(call -> {
                            if (!maySee(caller, call)) {
                                throw CallLog.unknown(callId);
                            }
                        })
                        .chain(call -> detail(session, workspace, call)));
    }

    private static boolean maySee(Caller caller, LoggedCall call) {
        return caller.has(Roles.VIEWER) || caller.app() != null && caller.app().equals(call.app());
    }

    private Uni<CallDetail> detail(Mutiny.Session session, WorkspaceId workspace, LoggedCall call) {
        UUID id = call.callId();
        return blocks.bodies(session, workspace, call.request(), call.response())
                .chain(bodyOf -> feedbacks
                        .of(session, workspace, id)
                        .chain(feedback -> feedbacks
                                .summaries(session, workspace, List.of(id))
                                .chain(summaries -> scores.of(session, workspace, id)
                                        .map(found -> CallWire.detail(
                                                call,
                                                bodyOf,
                                                summaries.getOrDefault(id, List.of()),
                                                feedback,
                                                found.stream()
                                                        .map(ScoreView::of)
                                                        .toList())))));
    }
}
