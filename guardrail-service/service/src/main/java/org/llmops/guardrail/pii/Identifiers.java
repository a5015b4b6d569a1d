package org.llmops.guardrail.pii;

import java.util.List;
import org.llmops.guardrail.detecting.Outline;

/**
 * The identifiers that are looked for. Most hold a digit, so that of a text's words few are looked at: what letters alone can
 * fill, and whose words announce that, is known beside all there is.
 *
 * @param lengths how long words of letters are where {@code ofLetters} tells all
 * @param reach so long are groups of letters and what follows where {@code ofLetters} tells all; 0 where nothing does
 */
record Identifiers(
        ShapeIndex of,
        Announcements announcements,
        ShapeIndex ofLetters,
        Announcements announcementsOfLetters,
        LetterLengths lengths,
        int reach,
        double minScore) {
    /** What scores less than {@code minScore} is not looked for. */
    static Identifiers of(List<Recogniser> recognisers, double minScore) {
        List<Recogniser> ofLetters =
                recognisers.stream().filter(Identifiers::mayBeLetters).toList();
        ShapeIndex index = ShapeIndex.of(recognisers, minScore);
        ShapeIndex indexOfLetters = ShapeIndex.ofLetters(ofLetters, minScore);
        int reach = index.reach() < Outline.BLOCK ? index.reach() : 0;
        return new Identifiers(
                index,
                new Announcements(recognisers),
                indexOfLetters,
                new Announcements(ofLetters),
                new LetterLengths(indexOfLetters, reach),
                reach,
                minScore);
    }

    private static boolean mayBeLetters(Recogniser recogniser) {
        return recogniser.shapes().stream()
                .flatMap(shape -> shape.layouts().stream())
                .anyMatch(Layout::isLetters);
    }
}
