package org.llmops.guardrail.replacing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The checks that need no more than a formula. */
@ApplicationScoped
class BuiltInChecks implements EntityChecks {
    private static final Map<String, Predicate<String>> CHECKS =
            Map.of("IMEI", Luhn::isValid, "CA_SIN", Luhn::isValid, "US_NPI", BuiltInChecks::isProvider);

    @Override
    public Optional<Predicate<String>> of(String entity) {
        return Optional.ofNullable(CHECKS.get(entity));
    }

    /** The identifier counts as if 80840, the issuer of health cards in the United States, stood in front. */
    private static boolean isProvider(String text) {
        return Luhn.isValid("80840" + Shape.digits(text));
    }
}
