package org.llmops.guardrail.screening;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Everybody who wants to hear of screenings. */
@Singleton
public class ScreeningListeners {
    private static final Logger log = Logger.getLogger(ScreeningListeners.class);

    private final List<ScreeningListener> listeners;

    ScreeningListeners(@All List<ScreeningListener> listeners) {
        this.listeners = listeners;
    }

    /** Never fails. */
    public void tell(Screened screened) {
        for (ScreeningListener listener : listeners) {
            try {
                listener.screened(screened);
            } catch (RuntimeException bug) {
                // Without the message, in which a text might be quoted.
                log.errorf(
                        "%s did not take note of %s: %s",
                        listener.getClass().getSimpleName(),
                        screened,
                        bug.getClass().getName());
            }
        }
    }
}
