package org.llmops.guardrail.placeholders;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;

/** Looks in one text for what is, or looks like, the substitute of something. */
public final class StandIns {
    private final boolean looksForPlaceholders;
    private final Substitutes substitutes;
    private int placeholdersAt;
    private int substitutesAt;

    /** @param redacts whether placeholders may be issued, which nobody's own words may then be mistaken for */
    public StandIns(Placeholders placeholders, boolean redacts) {
        this.looksForPlaceholders = redacts || placeholders.restoresAny();
        this.substitutes = placeholders.substitutes();
    }

    /** Goes on to what cannot change any more. */
    public void scan(GrowingText text, Consumer<StandIn> found) {
        placeholdersAt = looksForPlaceholders ? PlaceholderNotation.scan(text, placeholdersAt, found) : text.end();
        substitutesAt = substitutes.scan(text, substitutesAt, found);
    }

    public int certainTo() {
        return Math.min(placeholdersAt, substitutesAt);
    }
}
