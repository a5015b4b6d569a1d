package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassageWordsTest {
    private static final String ASCII = "aAzZ@[`{09/:_'- .\n\u0000\u007F";
    private static final String LATIN = ASCII + "éÉßÿ";
    private static final List<String> SIGNS = List.of(ASCII, LATIN, LATIN + "šŠĀā", "abcdefghijklmnopqrstuvwxyz0");

    @Test
    void findsTheWordsThatAPatternFinds() {
        Random random = new Random(1);
        for (int length = 0; length <= Passage.MAX_LENGTH; length++) {
            for (String signs : SIGNS) {
                String text = text(random, signs, length);
                PassageWords words = of(text);

                assertThat(read(words)).isEqualTo(matches("[\\p{L}\\p{Nd}]+", text));
                assertThat(read(words.ofLetters())).isEqualTo(matches("\\p{L}+", text));
            }
        }
    }

    @Test
    void wordsThatAreAlikeDiffer() {
        PassageWords words = of("ab ba aab šb sb ša abcdefghi abcdefghj bcdefghia sš šs ssssssssš sssssssss");

        assertThat(IntStream.range(0, words.count()).mapToLong(words::hash).distinct())
                .hasSize(words.count());
    }

    @Test
    void aWordHasTheSameHashWhereverItStandsAndWhateverItsCase() {
        PassageWords words = of("Straße, 4711; the STRAßE and THE\nthe");

        assertThat(words).isNotNull();
        assertThat(words.hash(0)).isEqualTo(words.hash(3));
        assertThat(words.hash(2)).isEqualTo(words.hash(5)).isEqualTo(words.hash(6));
        assertThat(words.hash(2)).isNotEqualTo(words.hash(4));
        int[] the = "the".chars().toArray();
        assertThat(words.hash(2)).isEqualTo(PassageWords.hash(the, the.length));
    }

    @Test
    void leavesOtherScriptsToACloserLook() {
        assertThat(of("one слово")).isNull();
        assertThat(of("a".repeat(5_000))).isNull();
    }

    private static @Nullable PassageWords of(String text) {
        return PassageWords.of(text, text.chars().allMatch(character -> character < 0x80));
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

    private static String text(Random random, String signs, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(signs.charAt(random.nextInt(signs.length())));
        }
        return text.toString();
    }
}
