package org.llmops.guardrail.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhraseTreeTest {
    private static final String LETTERS = "abz 1-é语";

    private final Random random = new Random(11);

    @Test
    void findsEveryPhraseWhereItBegins() {
        for (int round = 0; round < 300; round++) {
            List<PhraseTree.Phrase> phrases = new ArrayList<>();
            for (int number = 0; number < 1 + random.nextInt(12); number++) {
                phrases.add(new PhraseTree.Phrase(letters(1 + random.nextInt(5)), random.nextBoolean(), number));
            }
            PhraseTree tree = new PhraseTree(phrases);
            String text = letters(random.nextInt(40));
            for (int start = 0; start < text.length(); start++) {
                List<String> found = new ArrayList<>();
                tree.find(
                        text.toCharArray(),
                        start,
                        text.length(),
                        (meaning, end, open) -> found.add(meaning + " " + end + " " + open));
                int from = start;
                assertThat(found)
                        .containsExactlyInAnyOrderElementsOf(phrases.stream()
                                .filter(phrase -> text.startsWith(phrase.letters(), from))
                                .map(phrase -> phrase.meaning() + " "
                                        + (from + phrase.letters().length()) + " " + phrase.open())
                                .toList());
            }
        }
    }

    @Test
    void letsFewPlacesThroughWherePhrasesMayBegin() {
        Beginnings beginnings = new Beginnings();
        List.of("ignore", "go", "語").forEach(beginnings::add);
        assertThat(List.of("ign", "IGN", "go ", "got", "語ab").stream().allMatch(text -> has(beginnings, text)))
                .isTrue();
        assertThat(List.of("ing", "ig-", "gag", "abc").stream().noneMatch(text -> has(beginnings, text)))
                .isTrue();
    }

    private static boolean has(Beginnings beginnings, String text) {
        int key = 0;
        for (char letter : text.toCharArray()) {
            key = Beginnings.then(key, letter);
        }
        return beginnings.has(key);
    }

    private String letters(int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
