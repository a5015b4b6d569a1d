package org.llmops.guardrail.findings;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.vault.Aside;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/**
 * Writes down what waits, in one transaction for each workspace, and tells of it. While the database is away everything
 * goes on waiting; what it refuses though it is there is tried again a few times, alone.
 */
@ApplicationScoped
class FindingWriting {
    private static final Logger log = Logger.getLogger(FindingWriting.class);

    private final Waiting waiting;
    private final ShadowScreening shadows;
    private final TextKeys keys;
    private final Recordings recordings;
    private final FindingStore store;
    private final Transactions transactions;
    private final FindingSettings settings;
    private final Aside aside;
    private final Clock clock;
    private final Deque<Batch> held = new ArrayDeque<>();
    private final AtomicReference<@Nullable Uni<Void>> underWay = new AtomicReference<>();
    private volatile boolean away;

    FindingWriting(
            Waiting waiting,
            ShadowScreening shadows,
            TextKeys keys,
            Recordings recordings,
            FindingStore store,
            Transactions transactions,
            FindingSettings settings,
            Aside aside,
            Clock clock) {
        this.waiting = waiting;
        this.shadows = shadows;
        this.keys = keys;
        this.recordings = recordings;
        this.store = store;
        this.transactions = transactions;
        this.settings = settings;
        this.aside = aside;
        this.clock = clock;
    }

    @Scheduled(
            every = "1s",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> round() {
        return round(false);
    }

    /** Waits for what can be written quickly, and says how much cannot. */
    void stop(@Observes ShutdownEvent stopping) {
        try {
            aside.run(round(true).chain(() -> round(true)))
                    .subscribeAsCompletionStage()
                    .get(settings.flushWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            log.warnf("Not all findings are written before the end: %s", late.getMessage());
        }
        int lost = waiting.size();
        if (lost > 0) {
            log.errorf("What %d screenings found is lost: it could not be written before the end", lost);
            waiting.count(Waiting.Outcome.LOST, lost);
        }
    }

    /**
     * One at a time: who asks meanwhile waits for the one under way.
     *
     * @param all those too whose time to be tried again has not come
     */
    private Uni<Void> round(boolean all) {
        Uni<Void> fresh = Uni.createFrom()
                .deferred(() -> write(all))
                .onTermination()
                .invoke(() -> underWay.set(null))
                .memoize()
                .indefinitely();
        Uni<Void> before = underWay.compareAndExchange(null, fresh);
        return before == null ? fresh : before;
    }

    private Uni<Void> write(boolean all) {
        Deque<Batch> due = due(all ? Instant.MAX : clock.instant());
        return Multi.createBy()
                .repeating()
                .uni(() -> next(due)
                        .map(this::write)
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .whilst(goesOn -> goesOn)
                .collect()
                .last()
                .onTermination()
                .invoke(() -> held.addAll(due))
                .replaceWithVoid();
    }

    private Deque<Batch> due(Instant now) {
        Deque<Batch> due = new ArrayDeque<>();
        held.removeIf(batch -> !batch.due().isAfter(now) && due.add(batch));
        return due;
    }

    private Optional<Batch> next(Deque<Batch> due) {
        if (due.isEmpty()) {
            Map<WorkspaceId, List<Observation>> byWorkspace = new LinkedHashMap<>();
            waiting.take(settings.batch())
                    .forEach(observation -> byWorkspace
                            .computeIfAbsent(observation.workspace(), workspace -> new ArrayList<>())
                            .add(observation));
            byWorkspace.forEach((workspace, observations) -> due.add(Batch.of(workspace, observations)));
        }
        return Optional.ofNullable(due.poll());
    }

    /** Says whether there is any use in going on. */
    private Uni<Boolean> write(Batch batch) {
        return inTime(means(batch.workspace()))
                .map(Optional::of)
                .invoke(() -> away = false)
                .onFailure()
                .recoverWithItem(failure -> {
                    waitWith(batch, failure);
                    return Optional.empty();
                })
                .chain(means -> means.isEmpty()
                        ? Uni.createFrom().item(false)
                        : write(batch, means.get()).replaceWith(true));
    }

    private Uni<Void> write(Batch batch, Means means) {
        return made(batch, means)
                .chain(made -> inTime(
                                store.store(batch.workspace(), made.records().orElseThrow()))
                        .invoke(() -> waiting.ended(batch.observations(), Waiting.Outcome.WRITTEN))
                        .onFailure()
                        .recoverWithItem(failure -> {
                            refused(made, failure);
                            return null;
                        }))
                .onFailure()
                .recoverWithItem(failure -> {
                    refused(batch, failure);
                    return null;
                });
    }

    /** Shadows look once, however often it takes to write down what they saw. */
    private Uni<Batch> made(Batch batch, Means means) {
        return batch.records().isPresent()
                ? Uni.createFrom().item(batch)
                : shadows.look(batch.observations())
                        .map(observed -> batch.with(Records.of(observed, means.recording(), means.key())));
    }

    private void waitWith(Batch batch, Throwable failure) {
        held.add(batch);
        if (!away) {
            log.warnf("What screening found waits until the database and its keys are there again: %s", failure);
            away = true;
        }
    }

    private void refused(Batch batch, Throwable failure) {
        Batch later = batch.refused(clock.instant());
        if (later.isHopeless()) {
            log.errorf(failure, "What %s found could not be written", batch);
            waiting.ended(batch.observations(), Waiting.Outcome.FAILED);
        } else {
            log.warnf("What %s found is written later: %s", batch, failure);
            waiting.count(Waiting.Outcome.REFUSED, batch.size());
            // Of what timed out nobody knows whether it was written: it stays the same rows.
            held.addAll(failure instanceof TimeoutException ? List.of(later) : later.apart());
        }
    }

    /** Without these nothing of the workspace can be written: then the database or the key is away. */
    private Uni<Means> means(WorkspaceId workspace) {
        return transactions
                .read(workspace, session -> recordings.of(session, workspace))
                .chain(recording -> keys.of(workspace).map(key -> new Means(recording, key)));
    }

    private <T> Uni<T> inTime(Uni<T> work) {
        return work.ifNoItem().after(settings.writeWithin()).failWith(TimeoutException::new);
    }

    /** What the records of a workspace are made with. */
    private record Means(Recording recording, Optional<TextKey> key) {}
}
