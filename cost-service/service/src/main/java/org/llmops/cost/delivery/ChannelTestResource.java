package org.llmops.cost.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.llmops.cost.channels.AlertChannel;
import org.llmops.cost.channels.Channels;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Tries channels out. */
@Path("/v1/alert-channels/{id}/test")
class ChannelTestResource {
    private final Transactions transactions;
    private final Channels channels;
    private final Sending sending;
    private final CurrentCaller caller;
    private final Clock clock;

    ChannelTestResource(
            Transactions transactions, Channels channels, Sending sending, CurrentCaller caller, Clock clock) {
        this.transactions = transactions;
        this.channels = channels;
        this.sending = sending;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary =
                    "Sends a test message once, at once, also to a channel that is disabled, and tells what the endpoint said")
    public Uni<TestResult> test(@RestPath UUID id) {
        Caller who = caller.get();
        UUID message = Ids.next();
        return transactions
                .mutate(
                        who,
                        new Audit("alert_channel.test", "alert-channels/" + id),
                        session -> channels.find(session, who.workspace(), id))
                .chain(channel -> sending.send(channel, message, words(channel, message)))
                .map(outcome -> TestResult.of(message, outcome));
    }

    private AlertMessage words(AlertChannel channel, UUID message) {
        return AlertMessage.test(channel.workspace().value(), message, channel.name(), clock.instant());
    }
}
