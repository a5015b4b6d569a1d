package org.llmops.cost.catalogue;

import static org.llmops.cost.CostProblem.PRICE_ROW_INVALID;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.problem.FieldError;
import org.llmops.platform.problem.RequestProblem;

/**
 * What came of a document that was sent.
 *
 * @param published the version it is; absent when it was only to be checked
 * @param rules how many rules it has
 * @param skipped rows that are wrong and not in it, each with its field; none unless `on_error=skip`
 */
@RegisterForReflection
record Import(@Nullable BookVersion published, int rules, List<FieldError> skipped) {
    private static final int MOST_TOLD = 200;

    Import {
        skipped = List.copyOf(skipped);
    }

    static Import of(PriceDocument document, @Nullable BookVersion published) {
        return new Import(published, document.rules().size(), told(document.errors()));
    }

    /**
     * How a document is taken.
     *
     * @param skip rows that are wrong are left out; else nothing is changed
     * @param dryRun nothing is changed in any case
     * @param note why it is published
     */
    record Wish(boolean skip, boolean dryRun, @Nullable String note) {
        static Wish of(String onError, boolean dryRun, @Nullable String note) {
            return switch (onError) {
                case "fail" -> new Wish(false, dryRun, note);
                case "skip" -> new Wish(true, dryRun, note);
                default -> throw RequestProblem.FIELD_INVALID.at("on_error", "Use fail or skip");
            };
        }

        /** @throws org.llmops.platform.problem.Problem PRICE_ROW_INVALID with every row that is wrong, unless they are skipped */
        PriceDocument accept(PriceDocument document) {
            boolean unreadable =
                    document.errors().stream().anyMatch(error -> error.field().isEmpty());
            if (!document.errors().isEmpty() && (!skip || unreadable)) {
                throw PRICE_ROW_INVALID.at(told(document.errors()));
            }
            return document;
        }
    }

    private static List<FieldError> told(List<FieldError> errors) {
        return errors.subList(0, Math.min(errors.size(), MOST_TOLD));
    }
}
