package org.llmops.eval.scoring;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.StoredText;
import org.llmops.eval.calllog.CallIds;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;

/** Scores over REST. */
@Path("/v1/scores")
@Produces(MediaType.APPLICATION_JSON)
class ScoresResource {
    private final Scores scores;
    private final Transactions transactions;
    private final CurrentCaller callers;

    ScoresResource(Scores scores, Transactions transactions, CurrentCaller callers) {
        this.scores = scores;
        this.transactions = transactions;
        this.callers = callers;
    }

    /**
     * Newest first.
     *
     * @param callId only of this call; of a call that nobody knows there is none
     * @param scorer only of this scorer
     */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<ScoreView>> list(
            @QueryParam("call_id") @Nullable String callId,
            @QueryParam("scorer") @Nullable String scorer,
            @Valid @BeanParam PageQuery page) {
        Caller caller = callers.get();
        UUID call = CallIds.parseOrNull(callId);
        String scorerStored = scorer == null ? null : StoredText.of(scorer);
        UUID after = after(page);
        return transactions
                .read(
                        caller.workspace(),
                        session -> scores.page(
                                session, caller.workspace(), call, scorerStored, after, page.limitAndOneMore()))
                .map(rows -> Page.of(
                                rows,
                                page.limit(),
                                last -> Cursor.encode(last.id().toString()))
                        .map(ScoreView::of));
    }

    private static @Nullable UUID after(PageQuery page) {
        List<String> after = page.after(1);
        return after.isEmpty() ? null : Cursor.read(after.getFirst(), UUID::fromString);
    }
}
