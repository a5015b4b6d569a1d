package org.llmops.cost.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** Tells what is true of calls by now. */
@ApplicationScoped
public class CallStates {
    private final Ledger ledger;

    CallStates(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Of those of these calls that are in the ledger. */
    public Uni<Map<CallName, CallState>> of(Mutiny.Session session, Collection<CallName> calls) {
        if (calls.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return ledger.histories(session, calls)
                .map(histories -> histories.entrySet().stream()
                        .filter(history -> history.getValue().getFirst().kind() == EntryKind.CALL)
                        .collect(Collectors.toMap(Map.Entry::getKey, history -> CallState.of(history.getValue()))));
    }

    /** The next calls of a range, earliest first; fewer than the limit when they are the last. */
    public Uni<List<CallState>> page(Mutiny.Session session, WorkspaceId workspace, CallRange range, int limit) {
        return ledger.calls(session, workspace, range, limit)
                .chain(names -> of(session, names)
                        .map(states -> names.stream()
                                .map(name -> Objects.requireNonNull(states.get(name)))
                                .toList()));
    }
}
