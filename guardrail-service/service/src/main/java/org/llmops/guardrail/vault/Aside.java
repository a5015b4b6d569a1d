package org.llmops.guardrail.vault;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Does work on a context of its own and tells the result on the caller's: transactions that were opened side by side in
 * one context would share a session.
 */
@ApplicationScoped
public class Aside {
    private final Vertx vertx;

    Aside(Vertx vertx) {
        this.vertx = vertx;
    }

    public <T> Uni<T> run(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context asking = Vertx.currentContext();
            ContextInternal own = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
            VertxContextSafetyToggle.setContextSafe(own, true);
            Uni<T> there = work.runSubscriptionOn(task -> own.runOnContext(here -> task.run()));
            return asking == null ? there : there.emitOn(told -> asking.runOnContext(here -> told.run()));
        });
    }
}
