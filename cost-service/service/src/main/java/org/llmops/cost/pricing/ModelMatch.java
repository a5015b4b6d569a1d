package org.llmops.cost.pricing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;

/** Which models a rule covers. Names of models differ in more than case. */
public sealed interface ModelMatch {
    /** What the name is compared to. */
    String text();

    /** @param model in lower case */
    boolean covers(String model);

    /** How a document calls this way to compare. */
    String how();

    /** True: the rule names just this model, and does not merely cover it. */
    default boolean names(String model) {
        return text().equals(model);
    }

    /** A longer text says more about a model; a pattern, whatever its length, says the least. */
    default int closeness() {
        return text().length();
    }

    /**
     * Reads one way to compare.
     *
     * @throws IllegalArgumentException when there is no such way, or it makes no sense
     */
    static ModelMatch of(String how, String text) {
        if (text.isBlank() || text.length() > 200) {
            throw new IllegalArgumentException("Write 1 to 200 characters");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (how) {
            case "equals" -> new Exactly(lower);
            case "prefix" -> new StartingWith(lower);
            case "suffix" -> new EndingWith(lower);
            case "contains" -> new Containing(lower);
            case "regex" -> Matching.of(text);
            default ->
                throw new IllegalArgumentException(
                        "There is no way to match called '" + how + "'; use equals, prefix, suffix, contains or regex");
        };
    }

    /** One model. */
    record Exactly(String text) implements ModelMatch {
        @Override
        public boolean covers(String model) {
            return text.equals(model);
        }

        @Override
        public String how() {
            return "equals";
        }

        @Override
        public int closeness() {
            return Integer.MAX_VALUE;
        }
    }

    /** A family of models and their dated snapshots. */
    record StartingWith(String text) implements ModelMatch {
        @Override
        public boolean covers(String model) {
            return model.startsWith(text);
        }

        @Override
        public String how() {
            return "prefix";
        }
    }

    /** The same model under the names that different vendors put before it. */
    record EndingWith(String text) implements ModelMatch {
        @Override
        public boolean covers(String model) {
            return model.endsWith(text);
        }

        @Override
        public String how() {
            return "suffix";
        }
    }

    /** Models whose names have something in common. */
    record Containing(String text) implements ModelMatch {
        @Override
        public boolean covers(String model) {
            return model.contains(text);
        }

        @Override
        public String how() {
            return "contains";
        }
    }

    /** Models whose names have a form; found anywhere in the name, in linear time. */
    record Matching(String text, Pattern pattern) implements ModelMatch {
        static Matching of(String regex) {
            try {
                return new Matching(regex, Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
            } catch (PatternSyntaxException malformed) {
                throw new IllegalArgumentException(
                        "The pattern is not one of RE2: " + malformed.getDescription(), malformed);
            }
        }

        @Override
        public boolean covers(String model) {
            return pattern.matcher(model).find();
        }

        @Override
        public String how() {
            return "regex";
        }

        @Override
        public boolean names(String model) {
            return false;
        }

        @Override
        public int closeness() {
            return 0;
        }
    }
}
