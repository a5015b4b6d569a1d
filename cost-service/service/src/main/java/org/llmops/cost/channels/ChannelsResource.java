package org.llmops.cost.channels;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Manages the channels of the caller's workspace. */
@Path("/v1/alert-channels")
class ChannelsResource {
    private final ChannelKeeping channels;
    private final CurrentCaller caller;

    ChannelsResource(ChannelKeeping channels, CurrentCaller caller) {
        this.channels = channels;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Creates a channel; its URL and its secret can never be read back")
    public Uni<RestResponse<ChannelView>> create(@Valid @NotNull ChannelRequest request) {
        return channels.create(caller.get(), request)
                .map(channel -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, channel)
                        .location(URI.create("/v1/alert-channels/" + channel.id()))
                        .build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The channels by name")
    public Uni<Page<ChannelView>> list(@Valid @BeanParam PageQuery query) {
        return channels.list(caller.get().workspace(), query);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "A channel")
    public Uni<ChannelView> get(@RestPath UUID id) {
        return channels.get(caller.get().workspace(), id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Changes a channel, but not its kind; without url, secret and recipients it leads where it did")
    public Uni<ChannelView> change(@RestPath UUID id, @Valid @NotNull ChannelRequest request) {
        return channels.change(caller.get(), id, request);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @ResponseStatus(204)
    @Operation(summary = "Removes a channel, and what waits to be sent to it")
    public Uni<Void> remove(@RestPath UUID id) {
        return channels.remove(caller.get(), id);
    }
}
