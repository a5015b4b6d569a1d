package org.llmops.router.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.routes.document.Trigger;

/**
 * One target of a call.
 *
 * @param exits where the call may go on when this target does not answer: the first that may be taken
 */
public record Step(Target target, List<Exit> exits) {
    public Step {
        exits = List.copyOf(exits);
    }

    /** Whether a failure leads on to another target. */
    public boolean leadsOn(@Nullable Trigger trigger, int httpStatus) {
        return next(trigger, httpStatus) >= 0;
    }

    /** The position a failure leads to; -1 when it is the call's. */
    int next(@Nullable Trigger trigger, int httpStatus) {
        for (Exit exit : exits) {
            if (exit.on().leadsOn(trigger, httpStatus)) {
                return exit.to();
            }
        }
        return -1;
    }
}
