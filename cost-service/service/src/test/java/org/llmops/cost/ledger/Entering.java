package org.llmops.cost.ledger;

import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Singleton;
import java.util.List;
import org.llmops.cost.Told;

/** Enters calls into the ledger at once, where a test is not about how they get there. */
@Singleton
public class Entering {
    private final Bookkeeping bookkeeping;

    Entering(Bookkeeping bookkeeping) {
        this.bookkeeping = bookkeeping;
    }

    public void enter(Told... calls) {
        enter(List.of(calls));
    }

    public void enter(List<Told> calls) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> bookkeeping.enter(
                    calls.stream().map(call -> CallWire.read(call.message())).toList()));
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
