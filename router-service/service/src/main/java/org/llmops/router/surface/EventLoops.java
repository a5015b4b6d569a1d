package org.llmops.router.surface;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.quarkus.vertx.core.runtime.config.VertxConfiguration;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/**
 * One event loop for each processor, unless an operator says otherwise. None of them ever waits, so more would only take
 * turns, each with fewer calls to go through at a time.
 */
@Singleton
class EventLoops implements VertxOptionsCustomizer {
    /** So that a loop with a long body before it does not hold up all calls. */
    private static final int FEWEST = 2;

    private final VertxConfiguration settings;

    EventLoops(VertxConfiguration settings) {
        this.settings = settings;
    }

    @Override
    public void accept(VertxOptions options) {
        if (settings.eventLoopsPoolSize().isEmpty()) {
            options.setEventLoopPoolSize(Math.max(FEWEST, Runtime.getRuntime().availableProcessors()));
        }
    }
}
