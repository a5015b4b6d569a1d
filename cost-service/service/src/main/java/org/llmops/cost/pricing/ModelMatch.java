package org.llmops.cost.pricing;

/** Which models a rule covers. */
public sealed interface ModelMatch {
    /** The model or the beginning of its name. */
    String text();

    boolean covers(String model);

    /** True: the rule names just this model, and does not merely cover it. */
    default boolean names(String model) {
        return text().equals(model);
    }

    /** One model. */
    record Exactly(String text) implements ModelMatch {
        @Override
        public boolean covers(String model) {
            return text.equals(model);
        }
    }

    /** A family of models and their dated snapshots. */
    record StartingWith(String text) implements ModelMatch {
        @Override
        public boolean covers(String model) {
            return model.startsWith(text);
        }
    }
}
