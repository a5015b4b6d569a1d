package org.llmops.cost.alerts;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Takes signals, in the transaction that makes them true; they are gathered into alerts within seconds. */
public interface Signals {
    Uni<Void> raise(Mutiny.Session session, List<Signal> signals);
}
