package org.llmops.router.call;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.ServiceTiers;
import org.llmops.router.exchange.Target;
import org.llmops.router.health.Outcome;
import org.llmops.router.health.Visit;
import org.llmops.router.providers.ProviderCredential;
import org.llmops.router.queue.Turn;

/** An attempt in the books: its time, what it tells of its target's health, and its entry in the call record. */
final class AttemptEntry {
    private final Exchange exchange;
    private final Target target;
    private final ProviderCredential credential;
    private final Turn turn;
    private final Attempt.Number number;
    private final Visit visit;
    private final long startedNanos = System.nanoTime();
    private @Nullable Discarded discarded;
    private long countedNanos;
    private boolean ended;

    /** @param turn to be given back at the end */
    AttemptEntry(
            Exchange exchange,
            Target target,
            ProviderCredential credential,
            Turn turn,
            Attempt.Number number,
            Visit visit) {
        this.exchange = exchange;
        this.target = target;
        this.credential = credential;
        this.turn = turn;
        this.number = number;
        this.visit = visit;
        exchange.clock().waitedForProvider(number.queuedNanos());
    }

    /** There is content. */
    void responded() {
        visit.responded(System.nanoTime() - startedNanos);
    }

    /** The target wants to be left alone for so long. */
    void limited(Duration pause) {
        visit.limited(pause);
    }

    /** Time since the last lap was spent waiting for the provider. */
    void lap() {
        long nanos = System.nanoTime() - startedNanos;
        exchange.clock().waitedForProvider(nanos - countedNanos);
        countedNanos = nanos;
    }

    /** The provider answered, and another will be asked. */
    void discard(Optional<TokenUsage> usage, RequestBody asked) {
        String tier = ServiceTiers.billed(exchange);
        discarded = usage.map(told -> Discarded.told(told, tier)).orElseGet(() -> Discarded.untold(asked, tier));
        exchange.consumption().serviceTier(null);
    }

    /** Nothing more will come of it; only the first time counts. */
    void end(String failure, Outcome says, int httpStatus) {
        if (ended) {
            return;
        }
        ended = true;
        lap();
        visit.end(says);
        turn.leave();
        org.llmops.router.v1.Attempt.Builder told = exchange.story()
                .addAttemptsBuilder()
                .setTarget(target.name())
                .setProvider(target.provider().priceBookProvider())
                .setModel(target.model().id())
                .setHttpStatus(httpStatus)
                .setFailure(failure)
                .setDurationUs(countedNanos / 1_000)
                .setCredentialId(credential.id())
                .setRetry(number.retry())
                .setQueuedUs(number.queuedNanos() / 1_000);
        if (discarded != null) {
            discarded.note(exchange, target, told);
        }
    }
}
