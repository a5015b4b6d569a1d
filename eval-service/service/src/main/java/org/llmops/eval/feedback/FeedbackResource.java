package org.llmops.eval.feedback;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
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

/** Feedback over REST: given by people and applications, read by people. */
@Path("/v1/feedback")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class FeedbackResource {
    private final FeedbackGiving giving;
    private final Feedbacks feedbacks;
    private final Transactions transactions;
    private final CurrentCaller callers;

    FeedbackResource(FeedbackGiving giving, Feedbacks feedbacks, Transactions transactions, CurrentCaller callers) {
        this.giving = giving;
        this.feedbacks = feedbacks;
        this.transactions = transactions;
        this.callers = callers;
    }

    /** 201, or 200 when it replaces what the same caller said of the same before. */
    @POST
    @RolesAllowed({Roles.VIEWER, Roles.APP})
    public Uni<RestResponse<GivenFeedbackView>> give(@Valid @NotNull GiveFeedback command) {
        return giving.give(callers.get(), command)
                .map(given -> RestResponse.status(
                        given.replaced() ? RestResponse.Status.OK : RestResponse.Status.CREATED,
                        GivenFeedbackView.of(given)));
    }

    /**
     * Newest first.
     *
     * @param callId only on this call; of a call that nobody knows there is none
     * @param name only of this name
     * @param replaced also what its giver has replaced
     */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<FeedbackView>> list(
            @QueryParam("call_id") @Nullable String callId,
            @QueryParam("name") @Nullable String name,
            @QueryParam("replaced") @DefaultValue("false") boolean replaced,
            @Valid @BeanParam PageQuery page) {
        Caller caller = callers.get();
        UUID call = CallIds.parseOrNull(callId);
        String nameStored = name == null ? null : StoredText.of(name);
        UUID after = after(page);
        return transactions
                .read(
                        caller.workspace(),
                        session -> feedbacks.page(
                                session, caller.workspace(), call, nameStored, replaced, after, page.limitAndOneMore()))
                .map(rows -> Page.of(
                                rows,
                                page.limit(),
                                last -> Cursor.encode(last.id().toString()))
                        .map(FeedbackView::of));
    }

    private static @Nullable UUID after(PageQuery page) {
        List<String> after = page.after(1);
        return after.isEmpty() ? null : Cursor.read(after.getFirst(), UUID::fromString);
    }
}
