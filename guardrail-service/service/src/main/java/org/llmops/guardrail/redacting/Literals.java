package org.llmops.guardrail.redacting;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;

/** Looks in one text for what is, or looks like, the substitute of something. */
final class Literals {
    private final boolean looksForPlaceholders;
    private final Substitutes substitutes;
    private int placeholdersAt;
    private int substitutesAt;

    /** @param redacts whether placeholders may be issued, which nobody's own words may then be mistaken for */
    Literals(Placeholders placeholders, boolean redacts) {
        this.looksForPlaceholders = redacts || placeholders.restoresAny();
        this.substitutes = placeholders.substitutes();
    }

    /** Goes on to what cannot change any more. */
    void scan(GrowingText text, Consumer<Span> found) {
        placeholdersAt =
                looksForPlaceholders ? PlaceholderNotation.scan(text, placeholdersAt, found::accept) : text.end();
        substitutesAt = substitutes.scan(text, substitutesAt, found::accept);
    }

    int certainTo() {
        return Math.min(placeholdersAt, substitutesAt);
    }
}
