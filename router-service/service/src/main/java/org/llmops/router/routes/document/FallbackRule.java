package org.llmops.router.routes.document;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a call goes on to its next target.
 *
 * @param statuses HTTP statuses of a provider that also do
 */
public record FallbackRule(Set<Trigger> triggers, Set<Integer> statuses) {
    /** Whatever another target may do better; that a model refuses to speak of something is an answer. */
    public static final FallbackRule DEFAULT =
            new FallbackRule(EnumSet.complementOf(EnumSet.of(Trigger.CONTENT_FILTER)), Set.of());

    /** Never. */
    public static final FallbackRule NEVER = new FallbackRule(Set.of(), Set.of());

    public FallbackRule {
        triggers = Set.copyOf(triggers);
        statuses = Set.copyOf(statuses);
    }

    /**
     * Whether a failure leads on.
     *
     * @param trigger null: the request itself is wrong, and only its status can lead on
     */
    public boolean leadsOn(@Nullable Trigger trigger, int httpStatus) {
        return trigger != null && triggers.contains(trigger) || statuses.contains(httpStatus);
    }
}
