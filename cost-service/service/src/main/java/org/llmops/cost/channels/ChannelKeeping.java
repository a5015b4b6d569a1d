package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNELS_TOO_MANY;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Creates, changes and removes channels. Secrets are sealed before a transaction begins. */
@ApplicationScoped
class ChannelKeeping {
    private static final int MOST_CHANNELS = 100;

    private final Transactions transactions;
    private final Channels channels;
    private final Sealing sealing;
    private final AllowedHosts allowed;
    private final Clock clock;

    ChannelKeeping(Transactions transactions, Channels channels, Sealing sealing, AllowedHosts allowed, Clock clock) {
        this.transactions = transactions;
        this.channels = channels;
        this.sealing = sealing;
        this.allowed = allowed;
        this.clock = clock;
    }

    Uni<ChannelView> create(Caller caller, ChannelRequest request) {
        UUID id = Ids.next();
        ChannelTerms terms = request.terms();
        return sealing.seal(caller.workspace(), id, request.destination(allowed))
                .chain(destination -> transactions.mutate(
                        caller,
                        audit("alert_channel.create", id),
                        session -> channels.count(session, caller.workspace())
                                .invoke(ChannelKeeping::requireRoom)
                                .map(room -> new AlertChannel(
                                        caller.workspace(), id, request.kind(), terms, destination, clock.instant()))
                                .call(channel -> channels.add(session, channel))
                                .map(AlertChannel::view)));
    }

    Uni<ChannelView> change(Caller caller, UUID id, ChannelRequest request) {
        ChannelTerms terms = request.terms();
        return sealed(caller.workspace(), id, request.newDestination(allowed))
                .chain(destination -> transactions.mutate(
                        caller,
                        audit("alert_channel.change", id),
                        session -> channels.find(session, caller.workspace(), id)
                                .invoke(channel -> channel.requireKind(request.kind()))
                                .invoke(channel -> channel.change(terms))
                                .invoke(channel -> destination.ifPresent(channel::lead))
                                .call(channel -> channels.flush(session, channel))
                                .map(AlertChannel::view)));
    }

    private Uni<Optional<SealedDestination>> sealed(WorkspaceId workspace, UUID id, Optional<Destination> destination) {
        return destination
                .map(fresh -> sealing.seal(workspace, id, fresh).map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    Uni<Void> remove(Caller caller, UUID id) {
        return transactions.mutate(
                caller,
                audit("alert_channel.remove", id),
                session -> channels.find(session, caller.workspace(), id)
                        .chain(channel -> channels.remove(session, channel)));
    }

    Uni<ChannelView> get(WorkspaceId workspace, UUID id) {
        return transactions.read(
                workspace, session -> channels.find(session, workspace, id).map(AlertChannel::view));
    }

    Uni<Page<ChannelView>> list(WorkspaceId workspace, PageQuery query) {
        List<String> after = query.after(1);
        return transactions
                .read(
                        workspace,
                        session -> channels.page(
                                session, workspace, after.isEmpty() ? null : after.getFirst(), query.limitAndOneMore()))
                .map(found -> Page.of(found, query.limit(), channel -> Cursor.encode(channel.name()))
                        .map(AlertChannel::view));
    }

    private static void requireRoom(long channels) {
        if (channels >= MOST_CHANNELS) {
            throw CHANNELS_TOO_MANY.because(
                    "A workspace has at most " + MOST_CHANNELS + " channels. Remove those that nobody needs");
        }
    }

    private static Audit audit(String action, UUID id) {
        return new Audit(action, "alert-channels/" + id);
    }
}
