package org.llmops.cost.delivery;

import static org.llmops.cost.CostProblem.DELIVERY_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.alerts.Alert;
import org.llmops.cost.alerts.Severity;
import org.llmops.platform.identity.WorkspaceId;

/** All messages of every workspace; no query here omits the workspace, but those that send and forget for all of them. */
@ApplicationScoped
class Deliveries {
    /** A channel and an alert that it was told of. */
    record Pair(UUID channel, UUID alert) {}

    Uni<Void> add(Mutiny.Session session, Collection<Delivery> messages) {
        return session.persistAll(messages.toArray()).chain(session::flush);
    }

    Uni<Delivery> get(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.find(Delivery.class, new Delivery.Key(workspace.value(), id))
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id));
    }

    Uni<Delivery> lock(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return lockIfThere(session, workspace, id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    /** It goes when its channel is removed. */
    Uni<Optional<Delivery>> lockIfThere(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.find(Delivery.class, new Delivery.Key(workspace.value(), id), LockModeType.PESSIMISTIC_WRITE)
                .map(Optional::ofNullable);
    }

    /** When channels were last told of these alerts. */
    Uni<Map<Pair, LastTold>> lastTold(Mutiny.Session session, List<Alert> alerts) {
        return session.createNativeQuery("""
                        select distinct on (told.workspace, told.alert_id, told.channel_id)
                            told.channel_id, told.alert_id, told.created_at, told.severity
                        from alert_deliveries told
                        join unnest(cast(:workspaces as text[]), cast(:alerts as uuid[])) as asked (workspace, alert)
                            on told.workspace = asked.workspace and told.alert_id = asked.alert
                        order by told.workspace, told.alert_id, told.channel_id, told.created_at desc
                        """, Object[].class)
                .setParameter(
                        "workspaces",
                        alerts.stream().map(alert -> alert.workspace().value()).toArray(String[]::new))
                .setParameter("alerts", alerts.stream().map(Alert::id).toArray(UUID[]::new))
                .getResultList()
                .map(Deliveries::told);
    }

    /**
     * Takes on messages that are due, of any workspace. Several instances share them: none waits for what another has
     * locked, and what is claimed is nobody else's until the claim ends.
     *
     * @param perChannel at most so many are on their way to one channel
     */
    Uni<List<Parcel>> claim(Mutiny.Session session, Instant now, Instant until, int most, int perChannel) {
        return session.createNativeQuery("""
                        with busy as (
                            select workspace, channel_id, count(*) as messages from alert_deliveries
                            where state = 'WAITING' and claimed_until > :now group by workspace, channel_id
                        ), due as (
                            select workspace, id,
                                row_number() over (partition by workspace, channel_id order by next_at, id) as place
                            from alert_deliveries
                            where state = 'WAITING' and next_at <= :now and (claimed_until is null or claimed_until <= :now)
                        ), chosen as (
                            select one.workspace, one.id from alert_deliveries one
                            join due on due.workspace = one.workspace and due.id = one.id
                            left join busy on busy.workspace = one.workspace and busy.channel_id = one.channel_id
                            where due.place + coalesce(busy.messages, 0) <= :perChannel
                                and one.state = 'WAITING' and (one.claimed_until is null or one.claimed_until <= :now)
                            order by due.place, one.next_at
                            limit :most
                            for update of one skip locked
                        )
                        update alert_deliveries one set claimed_until = :until, attempts = one.attempts + 1
                        from chosen where one.workspace = chosen.workspace and one.id = chosen.id
                        returning one.workspace, one.id, one.channel_id, one.attempts, one.message
                        """, Object[].class)
                .setParameter("now", now)
                .setParameter("until", until)
                .setParameter("perChannel", perChannel)
                .setParameter("most", most)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Parcel(
                                new WorkspaceId((String) row[0]),
                                (UUID) row[1],
                                (UUID) row[2],
                                ((Number) row[3]).intValue(),
                                (String) row[4]))
                        .toList());
    }

    /** Latest first. */
    Uni<List<Delivery>> page(
            Mutiny.Session session, WorkspaceId workspace, DeliveryQuery query, @Nullable UUID before, int limit) {
        DeliveryState state = query.state();
        UUID channel = query.channel();
        UUID alert = query.alert();
        UUID nobody = new UUID(0, 0);
        return session.createQuery(
                        "from Delivery where key.workspace = :workspace"
                                + " and (:anyState = true or state = :state)"
                                + " and (:anyChannel = true or channelId = :channel)"
                                + " and (:anyAlert = true or alertId = :alert)"
                                + " and (:first = true or key.id < :before)"
                                + " order by key.id desc",
                        Delivery.class)
                .setParameter("workspace", workspace.value())
                .setParameter("anyState", state == null)
                .setParameter("state", state == null ? DeliveryState.DEAD : state)
                .setParameter("anyChannel", channel == null)
                .setParameter("channel", channel == null ? nobody : channel)
                .setParameter("anyAlert", alert == null)
                .setParameter("alert", alert == null ? nobody : alert)
                .setParameter("first", before == null)
                .setParameter("before", before == null ? nobody : before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Forgets, in every workspace, what ended before then. */
    Uni<Integer> forget(Mutiny.Session session, Instant before) {
        return session.createNativeQuery("delete from alert_deliveries where state <> 'WAITING' and ended_at < :before")
                .setParameter("before", before)
                .executeUpdate();
    }

    private static Map<Pair, LastTold> told(List<Object[]> rows) {
        Map<Pair, LastTold> told = new HashMap<>();
        rows.forEach(row ->
                told.put(new Pair((UUID) row[0], (UUID) row[1]), new LastTold(instant(row[2]), Severity.valueOf((String)
                        row[3]))));
        return told;
    }

    private static Instant instant(Object time) {
        return time instanceof Instant instant ? instant : ((OffsetDateTime) time).toInstant();
    }

    private static RuntimeException unknown(UUID id) {
        return DELIVERY_UNKNOWN.because("No delivery has the id " + id);
    }
}
