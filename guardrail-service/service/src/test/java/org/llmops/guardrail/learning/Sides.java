package org.llmops.guardrail.learning;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which harmless texts set thresholds: what is measured on one side uses thresholds that the other side has set, so that
 * false alarms are counted on texts from elsewhere.
 *
 * @param counting the examples that set thresholds at all
 * @param side by name; a single one sets its own thresholds
 * @param caution how many times stricter thresholds are than their own texts ask for: what comes from elsewhere is reported
 *     more often
 */
public record Sides(Predicate<Example> counting, Function<Example, String> side, double caution) {
    static final Sides ONE = new Sides(example -> true, example -> "", 1);

    Predicate<Example> othersThan(String own) {
        return own.isEmpty()
                ? counting
                : counting.and(
                        example -> example.positive() || !side.apply(example).equals(own));
    }
}
