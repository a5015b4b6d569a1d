package org.llmops.guardrail.pii;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table: how something is written, what vouches for it, and which words announce it.
 *
 * @param order its place in the table
 * @param country ISO 3166, or {@code -} where none owns it
 * @param group what it is about, such as {@code passport}
 * @param title what it is, in words
 * @param check what it has to pass; absent where nothing can be computed
 * @param proves whether passing the check is evidence, and not merely the absence of an impossible number
 * @param words phrases that announce it, in the languages of the country
 */
record Recogniser(
        int order,
        String entity,
        String rule,
        String country,
        String group,
        String title,
        @Nullable Check check,
        boolean proves,
        List<Shape> shapes,
        List<String> words) {
    /** From here on a check digit alone, without a word nearby, rules out coincidence well enough to call it proof. */
    private static final double DISTINCTIVE = 0.6;

    Recogniser {
        shapes = List.copyOf(shapes);
        words = List.copyOf(words);
    }

    /** Crypto currencies check upper and lower case too. */
    boolean isReadAsWritten() {
        return group.equals("crypto");
    }

    boolean accepts(String id) {
        return check == null || check.passes(id);
    }

    boolean isProven(Shape shape, boolean announced) {
        return proves && (announced || shape.base() >= DISTINCTIVE);
    }

    String reason(boolean announced) {
        String form = proves ? "Check digits and form are those of a " : "Has the form of a ";
        return form + title + (announced ? ", and a word nearby says so" : "");
    }
}
