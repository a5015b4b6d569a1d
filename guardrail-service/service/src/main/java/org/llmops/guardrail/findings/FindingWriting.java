package org.llmops.guardrail.findings;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.platform.store.Transactions;

/** Writes down what waits, in one transaction for each workspace, and tells of it. */
@ApplicationScoped
class FindingWriting {
    private static final Logger log = Logger.getLogger(FindingWriting.class);
    private static final int MAX_TRIES = 5;

    private final Waiting waiting;
    private final ShadowScreening shadows;
    private final FingerprintKeys keys;
    private final Recordings recordings;
    private final Sealing sealing;
    private final Transactions transactions;
    private final Rows rows;
    private final Outbox outbox;
    private final Instance<FindingWitness> witnesses;
    private final FindingSettings settings;
    private final List<Batch> unwritten = new ArrayList<>();

    FindingWriting(
            Waiting waiting,
            ShadowScreening shadows,
            FingerprintKeys keys,
            Recordings recordings,
            Sealing sealing,
            Transactions transactions,
            Rows rows,
            Outbox outbox,
            Instance<FindingWitness> witnesses,
            FindingSettings settings) {
        this.waiting = waiting;
        this.shadows = shadows;
        this.keys = keys;
        this.recordings = recordings;
        this.sealing = sealing;
        this.transactions = transactions;
        this.rows = rows;
        this.outbox = outbox;
        this.witnesses = witnesses;
        this.settings = settings;
    }

    /** Screenings of one workspace, and how often it was tried in vain to write them. */
    private record Batch(WorkspaceId workspace, List<Observation> observations, int tries) {
        Batch triedAgain() {
            return new Batch(workspace, observations, tries + 1);
        }
    }

    /** One round at a time writes all that waits when it begins. What cannot be written is tried again in the next ones. */
    @Scheduled(
            every = "1s",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> round() {
        List<Batch> batches = new ArrayList<>(unwritten);
        unwritten.clear();
        List<Observation> taken = waiting.take(settings.batch());
        while (!taken.isEmpty()) {
            Map<WorkspaceId, List<Observation>> byWorkspace = new LinkedHashMap<>();
            taken.forEach(observation -> byWorkspace
                    .computeIfAbsent(observation.workspace(), workspace -> new ArrayList<>())
                    .add(observation));
            byWorkspace.forEach((workspace, observations) -> batches.add(new Batch(workspace, observations, 0)));
            // While the database is away no more is taken than is held already: the queue's bound is the bound.
            taken = batches.stream().anyMatch(batch -> batch.tries() > 0) ? List.of() : waiting.take(settings.batch());
        }
        return Multi.createFrom()
                .iterable(batches)
                .onItem()
                .transformToUniAndConcatenate(this::write)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> write(Batch batch) {
        return shadows.look(batch.observations())
                .chain(observed -> records(batch.workspace(), observed))
                .chain(records ->
                        transactions.write(batch.workspace(), session -> store(session, batch.workspace(), records)))
                .invoke(() -> waiting.count("written", batch.observations().size()))
                .onFailure()
                .recoverWithItem(failure -> {
                    hold(batch, failure);
                    return null;
                })
                .replaceWithVoid();
    }

    private void hold(Batch batch, Throwable failure) {
        if (batch.tries() + 1 < MAX_TRIES) {
            log.warnf("What screening found in %s waits: %s", batch.workspace(), failure.getMessage());
            unwritten.add(batch.triedAgain());
        } else {
            log.errorf(
                    failure,
                    "What %d screenings found in %s could not be written",
                    batch.observations().size(),
                    batch.workspace());
            waiting.count("failed", batch.observations().size());
        }
    }

    private Uni<Records> records(WorkspaceId workspace, List<Observed> observed) {
        return transactions
                .read(workspace, session -> recordings.of(session, workspace))
                .chain(recording -> keys.of(workspace)
                        .map(fingerprints -> Records.of(observed, recording, fingerprints))
                        .chain(records -> recording.content()
                                ? sealing.seal(workspace, records)
                                : Uni.createFrom().item(records)));
    }

    private Uni<Void> store(Mutiny.Session session, WorkspaceId workspace, Records records) {
        Uni<Void> stored = rows.insert(session, workspace, "screened_text", records.texts())
                .chain(() -> rows.insert(session, workspace, "finding", records.findings()));
        if (records.findings().isEmpty()) {
            return stored;
        }
        for (FindingWitness witness : witnesses) {
            stored = stored.chain(() -> witness.stored(session, workspace, records.recording(), records.findings()));
        }
        for (OutgoingEvent event : FindingWire.recorded(workspace, records.findings())) {
            stored = stored.chain(() -> outbox.add(session, event));
        }
        return stored;
    }
}
