package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNEL_NAME_TAKEN;
import static org.llmops.cost.CostProblem.CHANNEL_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** All channels of every workspace; no query here omits the workspace. */
@ApplicationScoped
public class Channels {
    private final Sealing sealing;

    Channels(Sealing sealing) {
        this.sealing = sealing;
    }

    /** A channel; fails with a problem when there is none. */
    public Uni<AlertChannel> find(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.find(AlertChannel.class, new AlertChannel.Key(workspace.value(), id))
                .onItem()
                .ifNull()
                .failWith(() -> CHANNEL_UNKNOWN.because("No channel has the id " + id));
    }

    /** Those that want to be told. */
    public Uni<List<AlertChannel>> enabled(Mutiny.Session session, Collection<WorkspaceId> workspaces) {
        return session.createQuery(
                        "from AlertChannel where key.workspace in :workspaces and enabled = true"
                                + " order by key.workspace, key.id",
                        AlertChannel.class)
                .setParameter(
                        "workspaces",
                        workspaces.stream().map(WorkspaceId::value).toList())
                .getResultList();
    }

    /** Where its messages go, secrets included. Not in a transaction: the key may have to be asked for. */
    public Uni<Destination> destination(AlertChannel channel) {
        return sealing.open(channel);
    }

    /** Those of any workspace whose secrets another key protects. */
    Uni<List<AlertChannel>> notUnder(Mutiny.Session session, String keyId) {
        return session.createQuery("from AlertChannel where sealedKeyId <> :key", AlertChannel.class)
                .setParameter("key", keyId)
                .getResultList();
    }

    Uni<Void> add(Mutiny.Session session, AlertChannel channel) {
        return session.persist(channel).chain(() -> flush(session, channel));
    }

    /** Writes at once, so that a name that is taken is told to the caller. */
    Uni<Void> flush(Mutiny.Session session, AlertChannel channel) {
        return session.flush()
                .onFailure(Channels::nameTaken)
                .transform(
                        taken -> CHANNEL_NAME_TAKEN.at("name", "Another channel is called '" + channel.name() + "'"));
    }

    /** What waits for it goes too. */
    Uni<Void> remove(Mutiny.Session session, AlertChannel channel) {
        return session.remove(channel).chain(session::flush);
    }

    Uni<Long> count(Mutiny.Session session, WorkspaceId workspace) {
        return session.createQuery("select count(*) from AlertChannel where key.workspace = :workspace", Long.class)
                .setParameter("workspace", workspace.value())
                .getSingleResult();
    }

    Uni<List<AlertChannel>> page(Mutiny.Session session, WorkspaceId workspace, @Nullable String afterName, int limit) {
        return session.createQuery(
                        "from AlertChannel where key.workspace = :workspace and name > :after order by name",
                        AlertChannel.class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", afterName == null ? "" : afterName)
                .setMaxResults(limit)
                .getResultList();
    }

    private static boolean nameTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation
                            && String.valueOf(violation.getConstraintName()).contains("alert_channels_name")
                    || String.valueOf(cause.getMessage()).contains("alert_channels_name")) {
                return true;
            }
        }
        return false;
    }
}
