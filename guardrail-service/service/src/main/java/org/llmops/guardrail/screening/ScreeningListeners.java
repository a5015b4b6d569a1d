package org.llmops.guardrail.screening;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Everybody who wants to hear of screenings. */
@Singleton
public class ScreeningListeners {
    private static final Logger log = Logger.getLogger(ScreeningListeners.class);

    /** Nobody's notes are worth more of a call's time. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<ScreeningListener> listeners;

    ScreeningListeners(@All List<ScreeningListener> listeners) {
        this.listeners = listeners;
    }

    /** Never fails. */
    public Uni<Void> tell(Screened screened) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (ScreeningListener listener : listeners) {
            told = told.chain(() -> Uni.createFrom()
                    .deferred(() -> listener.screened(screened))
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail()
                    .onFailure()
                    .invoke(failure -> log.errorf(
                            "%s did not take note of %s: %s",
                            listener.getClass().getSimpleName(),
                            screened,
                            failure.getClass().getName()))
                    .onFailure()
                    .recoverWithNull());
        }
        return told;
    }
}
