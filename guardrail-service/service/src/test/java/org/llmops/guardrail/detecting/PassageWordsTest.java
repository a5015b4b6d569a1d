package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PassageWordsTest {
    private static final String SIGNS = "aZbYéÉß09_'- .\n";

    @Test
    void findsTheWordsThatAPatternFinds() {
        Random random = new Random(1);
        for (int length = 0; length <= Passage.MAX_LENGTH; length++) {
            String text = text(random, length);

            assertThat(read(PassageWords.of(text))).isEqualTo(matches("[\\p{L}\\p{Nd}]+", text));
            assertThat(read(PassageWords.ofLetters(text))).isEqualTo(matches("[a-zA-Z]+", text));
        }
    }

    @Test
    void aWordHasTheSameHashWhereverItStandsAndWhateverItsCase() {
        PassageWords words = PassageWords.of("Straße, 4711; the STRAßE and THE\nthe");

        assertThat(words).isNotNull();
        assertThat(words.hash(0)).isEqualTo(words.hash(3));
        assertThat(words.hash(2)).isEqualTo(words.hash(5)).isEqualTo(words.hash(6));
        assertThat(words.hash(2)).isNotEqualTo(words.hash(4));
        int[] the = "the".chars().toArray();
        assertThat(words.hash(2)).isEqualTo(PassageWords.hash(the, the.length));
    }

    @Test
    void leavesOtherScriptsToACloserLook() {
        assertThat(PassageWords.of("one слово")).isNull();
        assertThat(PassageWords.of("a".repeat(5_000))).isNull();
    }

    private static List<String> read(PassageWords words) {
        List<String> read = new ArrayList<>();
        for (int word = 0; word < words.count(); word++) {
            read.add(words.start(word) + " " + words.end(word) + " " + words.hash(word));
        }
        return read;
    }

    private static List<String> matches(String regex, String text) {
        List<String> matches = new ArrayList<>();
        Matcher matcher = Pattern.compile(regex).matcher(text);
        while (matcher.find()) {
            int[] word = matcher.group().codePoints().map(CodePoint::fold).toArray();
            matches.add(matcher.start() + " " + matcher.end() + " " + PassageWords.hash(word, word.length));
        }
        return matches;
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }
}
