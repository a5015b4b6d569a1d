package org.llmops.router.call;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;

/** Asks one target after the other until one answers. */
@Singleton
public class Call implements Stage {
    private final Equipment equipment;

    Call(Equipment equipment) {
        this.equipment = equipment;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        return new Walk(exchange, equipment).start();
    }
}
