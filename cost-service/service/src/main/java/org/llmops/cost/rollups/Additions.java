package org.llmops.cost.rollups;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.llmops.cost.ledger.CallFacts;
import org.llmops.cost.ledger.EntryKind;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.pricing.PriceStatus;

/** What entries of the ledger add to the sums: one row for each key, however many entries there are. */
final class Additions {
    /** Metadata by which a client says which conversation a call belongs to. */
    static final String CONVERSATION = "conversation_id";

    /** Metadata by which a client says that with this call the conversation reached its aim. */
    static final String RESOLVED = "resolved";

    private final Savings savings;
    private final Map<Place, Sums> hours = new HashMap<>();
    private final Map<EndUser, Sums> endUsers = new HashMap<>();
    private final Map<Tag, Sums> tags = new HashMap<>();
    private final Map<Resolution.Of, Resolution> resolutions = new HashMap<>();

    private Additions(Savings savings) {
        this.savings = savings;
    }

    static Additions of(List<LedgerEntry> entries, Savings savings) {
        Additions additions = new Additions(savings);
        entries.forEach(additions::add);
        return additions;
    }

    List<Row<Place>> hours() {
        return rows(hours);
    }

    List<Row<EndUser>> endUsers() {
        return rows(endUsers);
    }

    List<Row<Tag>> tags() {
        return rows(tags);
    }

    List<Resolution> resolutions() {
        return List.copyOf(resolutions.values());
    }

    private void add(LedgerEntry entry) {
        Sums sums = sums(entry);
        Place place = Place.of(entry);
        hours.merge(place, sums, Sums::plus);
        if (!place.copied()) {
            addWhatClientsNamed(entry, place, sums);
        }
    }

    private void addWhatClientsNamed(LedgerEntry entry, Place place, Sums sums) {
        CallFacts facts = entry.facts();
        String endUser = facts.who().endUser();
        if (endUser != null) {
            Instant day = place.hour().truncatedTo(ChronoUnit.DAYS);
            endUsers.merge(new EndUser(place.workspace(), day, endUser, place.app(), place.team()), sums, Sums::plus);
        }
        facts.tags().forEach((tag, value) -> tags.merge(Tag.of(place, tag, value), sums, Sums::plus));
        String conversation = facts.tags().get(CONVERSATION);
        if (conversation != null
                && entry.kind() == EntryKind.CALL
                && "true".equals(facts.tags().get(RESOLVED))) {
            Resolution resolution = new Resolution(
                    place.workspace(), conversation, "call", entry.startedAt(), place.team(), place.app());
            resolutions.merge(resolution.of(), resolution, Resolution::earlier);
        }
    }

    private Sums sums(LedgerEntry entry) {
        CallFacts facts = entry.facts();
        int calls = entry.calls();
        long cost = entry.cost().nanoUsd();
        return new Sums(
                calls,
                facts.status().equals("ok") ? calls : 0,
                facts.cached() ? calls : 0,
                entry.costing().status() == PriceStatus.UNPRICED ? calls : 0,
                entry.used().estimated() ? calls : 0,
                entry.used().tokens().input(),
                entry.used().tokens().cacheRead(),
                entry.used().tokens().cacheWrite(),
                entry.used().tokens().output(),
                entry.used().tokens().reasoning(),
                cost,
                savings.avoided(entry).nanoUsd(),
                savings.byProvidersCache(entry).nanoUsd(),
                facts.tags().containsKey(CONVERSATION) ? cost : 0);
    }

    private static <K> List<Row<K>> rows(Map<K, Sums> added) {
        return added.entrySet().stream()
                .map(row -> new Row<>(row.getKey(), Objects.requireNonNull(row.getValue())))
                .toList();
    }

    /** A row to be added to what is there. */
    @RegisterForReflection
    record Row<K>(@JsonUnwrapped K key, @JsonUnwrapped Sums sums) {}

    /** The key of a row of sums by end user. */
    @RegisterForReflection
    record EndUser(String workspace, Instant day, String endUser, String app, String team) {
        static final List<String> COLUMNS = List.of("workspace", "day", "end_user", "app", "team");
    }

    /** The key of a row of sums by tag. */
    @RegisterForReflection
    record Tag(
            String workspace,
            Instant hour,
            String tag,
            String tagValue,
            String app,
            String team,
            String model,
            String provider) {
        static final List<String> COLUMNS =
                List.of("workspace", "tag", "hour", "tag_value", "app", "team", "model", "provider");

        static Tag of(Place place, String tag, String value) {
            return new Tag(
                    place.workspace(),
                    place.hour(),
                    tag,
                    value,
                    place.app(),
                    place.team(),
                    place.model(),
                    place.provider());
        }
    }

    /** That a conversation reached its aim. */
    @RegisterForReflection
    record Resolution(
            String workspace, String conversation, String source, Instant resolvedAt, String team, String app) {
        Of of() {
            return new Of(workspace, conversation);
        }

        Resolution earlier(Resolution other) {
            return resolvedAt.isAfter(other.resolvedAt) ? other : this;
        }

        /** Names a conversation. */
        record Of(String workspace, String conversation) {}
    }
}
