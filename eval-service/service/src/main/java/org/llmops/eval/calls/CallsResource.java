package org.llmops.eval.calls;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.calllog.CallFilter;
import org.llmops.eval.calllog.CallIds;
import org.llmops.eval.calllog.CallPosition;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** The call log over REST. */
@Path("/v1/calls")
@Produces(MediaType.APPLICATION_JSON)
class CallsResource {
    private final CallReading reading;
    private final CurrentCaller callers;

    CallsResource(CallReading reading, CurrentCaller callers) {
        this.reading = reading;
        this.callers = callers;
    }

    /** Newest first. Calls that arrive while one turns pages neither repeat nor hide others. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<CallSummary>> list(@BeanParam CallSearch search, @Valid @BeanParam PageQuery page) {
        Caller caller = callers.get();
        CallFilter filter = search.filter();
        return reading.list(caller.workspace(), filter, after(page), page.limitAndOneMore())
                .map(rows -> Page.of(rows, page.limit(), CallsResource::cursorAfter));
    }

    /**
     * Everything known of a call. An application may read its own calls.
     *
     * @param id the call
     */
    @GET
    @Path("{id}")
    @RolesAllowed({Roles.VIEWER, Roles.APP})
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CallDetail.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since `If-None-Match`")
    public Uni<RestResponse<CallDetail>> get(@PathParam("id") String id, @Context Request request) {
        return reading.get(callers.get(), CallIds.parse(id)).map(call -> {
            EntityTag tag = CallTag.of(call);
            return request.evaluatePreconditions(tag) == null
                    ? RestResponse.ResponseBuilder.ok(call).tag(tag).build()
                    : RestResponse.ResponseBuilder.<CallDetail>notModified(tag).build();
        });
    }

    private static String cursorAfter(CallSummary call) {
        return Cursor.encode(call.startedAt().toString(), call.callId().toString());
    }

    private static @Nullable CallPosition after(PageQuery page) {
        List<String> after = page.after(2);
        return after.isEmpty()
                ? null
                : new CallPosition(
                        Cursor.read(after.get(0), Instant::parse), Cursor.read(after.get(1), UUID::fromString));
    }
}
