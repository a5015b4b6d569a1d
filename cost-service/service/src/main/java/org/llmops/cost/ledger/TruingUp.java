package org.llmops.cost.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.store.Transactions;

/** Replaces estimates of usage by what a provider reported, when that is told later. */
@ApplicationScoped
class TruingUp {
    private final Transactions transactions;
    private final Corrections corrections;
    private final CallStates states;
    private final EntryPricing pricing;
    private final Clock clock;

    TruingUp(Transactions transactions, Corrections corrections, CallStates states, EntryPricing pricing, Clock clock) {
        this.transactions = transactions;
        this.corrections = corrections;
        this.states = states;
        this.pricing = pricing;
        this.clock = clock;
    }

    /** @param again calls that are in the ledger already; most say nothing new */
    Uni<Void> reported(List<Call> again) {
        Map<CallName, Call> reported = again.stream()
                .filter(call -> !call.estimated())
                .collect(Collectors.toMap(Call::name, call -> call, Call::better));
        if (reported.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transactions
                .acrossWorkspaces(session -> corrections
                        .lock(
                                session,
                                reported.keySet().stream()
                                        .map(CallName::workspace)
                                        .toList())
                        .chain(() -> states.of(session, reported.keySet()))
                        .chain(known -> correct(session, known.values(), reported)))
                .replaceWithVoid();
    }

    private Uni<List<LedgerEntry>> correct(
            Mutiny.Session session, Collection<CallState> known, Map<CallName, Call> reported) {
        Instant now = clock.instant();
        return corrections.append(
                session,
                known,
                known.stream()
                        .filter(state -> state.used().estimated())
                        .flatMap(state ->
                                correction(state, Objects.requireNonNull(reported.get(state.name())), now).stream())
                        .toList());
    }

    private Optional<LedgerEntry> correction(CallState state, Call call, Instant now) {
        Costing costing = pricing.price(call.workspace(), state.call().facts(), call.startedAt(), call.used());
        return state.corrected(Reason.USAGE_REPORTED, null, call.used(), costing, now);
    }
}
