package org.llmops.guardrail.replacing;

import java.util.Optional;
import java.util.function.Predicate;

/** Which values of an entity have valid check digits. */
public interface EntityChecks {
    /** Nothing when values of the entity have no check that is known. */
    Optional<Predicate<String>> of(String entity);
}
