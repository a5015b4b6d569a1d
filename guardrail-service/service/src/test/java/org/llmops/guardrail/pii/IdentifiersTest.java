package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;

class IdentifiersTest {
    private static final List<String> LETTERS = List.of(
            ("BIC|DEUTDEFF|DEUTDEFFXXX|carte d'identité|abcdefghi|Reisepass|CFGHJKLMN|wallet|MAC|ab:cd:ef:ab:cd:ef"
                            + "|ab-cd-ef-ab-cd-ef|abcd.efab.cdef|number plate|ABCDEF|passport|a|to|the|RSS MRA LMPAL LMPLV|word"
                            + "|words|letter|letters|7|12|of 2026|CF|SW AB")
                    .split("\\|"));

    private final Identifiers all = Identifiers.of(RecogniserTable.all(), 0.5);

    /** As if a digit were near everywhere. */
    private final Identifiers unhurried = new Identifiers(
            all.of(),
            all.announcements(),
            all.ofLetters(),
            all.announcementsOfLetters(),
            new LetterLengths(all.ofLetters(), 0),
            0,
            all.minScore());

    @Test
    void farFromDigitsNothingIsPassedOver() {
        Random random = new Random(21);
        Scraps scraps = new Scraps(21);
        int ofLetters = 0;
        for (int round = 0; round < 600; round++) {
            GrowingText text = GrowingText.whole(letters(random, random.nextInt(60))
                    + scraps.text(random.nextInt(20))
                    + letters(random, random.nextInt(60)));
            List<Match> found = found(all, text, random);
            assertThat(found).isEqualTo(found(unhurried, text, random));
            ofLetters += (int) found.stream()
                    .filter(match -> text.substring(match.start(), match.end())
                            .codePoints()
                            .noneMatch(Character::isDigit))
                    .count();
        }
        assertThat(all.reach()).isPositive();
        assertThat(ofLetters).isGreaterThan(100);
    }

    @Test
    void whatHasAWordOfLettersAndADigitIsWithinReach() {
        for (Recogniser recogniser : RecogniserTable.all()) {
            for (Shape shape : recogniser.shapes()) {
                for (Layout layout : shape.layouts()) {
                    boolean sought = Math.max(shape.base(), shape.inContext()) >= all.minScore();
                    if (sought && layout.allows(0, GroupKind.LETTERS) && !layout.isLetters()) {
                        assertThat(layout.extent()).as(recogniser.rule()).isLessThanOrEqualTo(all.reach());
                    }
                }
            }
        }
    }

    @Test
    void noLayoutIsLongerThanAGroupIsFollowed() {
        assertThat(RecogniserTable.all().stream()
                        .flatMap(recogniser -> recogniser.shapes().stream())
                        .flatMap(shape -> shape.layouts().stream())
                        .mapToInt(Layout::extent))
                .allMatch(extent -> extent <= Symbols.MAX_GROUP);
    }

    /** In slices, as they come. */
    private static List<Match> found(Identifiers identifiers, GrowingText text, Random random) {
        List<Match> found = new ArrayList<>();
        IdentifierScanner scanner = new IdentifierScanner(identifiers);
        int from = 0;
        for (int known = 1; known < text.end(); known += 1 + random.nextInt(200)) {
            from = scanner.scan(text.upTo(known), from, found::add);
        }
        scanner.scan(text, from, found::add);
        return found;
    }

    private static String letters(Random random, int count) {
        StringBuilder letters = new StringBuilder();
        for (int index = 0; index < count; index++) {
            letters.append(LETTERS.get(random.nextInt(random.nextInt(6) == 0 ? LETTERS.size() : LETTERS.size() - 5)));
            letters.append(random.nextInt(9) == 0 ? "\n" : random.nextInt(9) == 0 ? "-" : " ");
        }
        return letters.toString();
    }
}
