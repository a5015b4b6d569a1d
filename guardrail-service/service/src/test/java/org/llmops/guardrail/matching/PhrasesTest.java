package org.llmops.guardrail.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Pieces;

class PhrasesTest {
    @Test
    void findsWordsInWhateverCaseButNotInsideOthers() {
        assertThat(found(Phrases.wholeWords(List.of("Acme", "New York", "C++", "ÉCOLE")), """
                acme ACME's acmes NEW \t
                york. c++ C++11 xc++ école Écoles"""))
                .containsExactly("acme", "ACME", "NEW \t\nyork", "c++", "C++", "école");
        assertThat(found(Phrases.anywhere(List.of("acme")), "acmes pacmen")).containsExactly("acme", "acme");
    }

    @Test
    void findsWordsOfScriptsWithoutSpacesInsideText() {
        assertThat(found(Phrases.wholeWords(List.of("东京", "acme", "ไทย")), "我在东京住acme公司。ภาษาไทยครับ"))
                .containsExactly("东京", "acme", "ไทย");
    }

    @Test
    void theFirstThenTheLongestCountsWhereMatchesOverlap() {
        List<String> phrases = List.of("x a", "a b", "b", "a b c d", "b c", "d e");
        assertThat(found(Phrases.wholeWords(phrases), "x a b; a b c d e; a b c e"))
                .containsExactly("x a", "b", "a b c d", "a b");
    }

    @Test
    void spacesAroundAPhraseAreNoPartOfIt() {
        for (String phrase : List.of("\u00a0a b\u2003", " a\u00a0\u2003 b ", "a\tb\u0085")) {
            assertThat(Phrases.fits(phrase)).isTrue();
            assertThat(found(Phrases.wholeWords(List.of(phrase)), "a b"))
                    .as(phrase)
                    .containsExactly("a b");
        }
        assertThat(Phrases.fits("\u00a0")).isFalse();
        assertThat(Phrases.fits("")).isFalse();
    }

    @Test
    void tooManySpacesAreAGap() {
        assertThat(found(Phrases.wholeWords(List.of("a b")), "a" + " ".repeat(8) + "b a" + " ".repeat(9) + "b"))
                .hasSize(1);
    }

    @Test
    void readsTextsThatAreAllThereByChars() {
        List<String> found = new ArrayList<>();
        Phrases.wholeWords(List.of("b")).find("😀 b c", (phrase, start, end) -> found.add(start + "-" + end));
        assertThat(found).containsExactly("3-4");
    }

    @Test
    void findsTheSameHoweverTheTextIsCut() {
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            List<String> phrases = new ArrayList<>();
            for (int number = 0; number < 6; number++) {
                String phrase = text(random, 1 + random.nextInt(6)).strip();
                if (!phrase.isEmpty()) {
                    phrases.add(phrase);
                }
            }
            String text = text(random, 60);
            Pieces.expectSameHoweverCut(detector(Phrases.wholeWords(phrases)), text);
            Pieces.expectSameHoweverCut(detector(Phrases.anywhere(phrases)), text);
            assertThat(found(Phrases.anywhere(phrases), text))
                    .as("%s in %s", phrases, text)
                    .isEqualTo(plainly(phrases, text));
        }
    }

    @Test
    void findsInAWholeTextWhatASearchFinds() {
        Random random = new Random(12);
        for (int round = 0; round < 300; round++) {
            Phrases phrases = Phrases.wholeWords(List.of(text(random, 2) + "b", "c " + text(random, 3) + "a"));
            String text = text(random, 40).replace(" ", " ".repeat(1 + random.nextInt(10)));
            List<String> found = new ArrayList<>();
            phrases.find(text, (phrase, start, end) -> found.add(text.substring(start, end)));
            assertThat(found).isEqualTo(found(phrases, text));
        }
    }

    @Test
    void tellsWhatLettersInPlaceOfSignsAddToAText() {
        Phrases acme = Phrases.wholeWords(List.of("acme"));
        assertThat(acme.mayHoldMore("acme it", "acme 1t")).isFalse();
        assertThat(acme.mayHoldMore("acme it acme", "acme 1t 4cme")).isTrue();
        Random random = new Random(14);
        int nothingMore = 0;
        for (int round = 0; round < 2000; round++) {
            List<String> words = List.of(text(random, 2) + "b", "c " + text(random, 3) + "a");
            Phrases phrases = round % 2 == 0 ? Phrases.wholeWords(words) : Phrases.anywhere(words);
            String written = text(random, 30).replace(" ", " ".repeat(1 + random.nextInt(10)));
            int sign = random.nextInt(written.length());
            String other = written.charAt(sign) == ' '
                    ? written
                    : written.substring(0, sign) + (round % 3 == 0 ? '!' : '4') + written.substring(sign + 1);
            List<int[]> there = new ArrayList<>();
            phrases.find(other, (phrase, start, end) -> there.add(new int[] {start, end}));
            if (!phrases.mayHoldMore(written, other)) {
                phrases.find(
                        written,
                        (phrase, start, end) -> assertThat(there)
                                .as("%s at %d in %s, of %s", phrase, start, written, other)
                                .anyMatch(span -> start < span[1] && span[0] < end));
                nothingMore += there.isEmpty() ? 0 : 1;
            }
        }
        assertThat(nothingMore).isGreaterThan(100);
    }

    @Test
    void findsTheSameAmongManyPhrases() {
        Random random = new Random(13);
        for (int round = 0; round < 20; round++) {
            List<String> phrases = new ArrayList<>();
            while (phrases.size() < 300) {
                String phrase = text(random, 6 + random.nextInt(8)).strip();
                phrases.add(phrase.isEmpty() ? "b" : phrase);
            }
            String text = text(random, 400);
            assertThat(found(Phrases.anywhere(phrases), text)).isEqualTo(plainly(phrases, text));
        }
    }

    @Test
    void costsNoMoreForOverlappingPhrases() {
        List<String> phrases = new ArrayList<>();
        for (int length = 1; length <= 150; length++) {
            phrases.add("a".repeat(length));
        }
        assertThat(found(Phrases.anywhere(phrases), "a".repeat(150_000))).hasSize(1000);
    }

    @Test
    void holdsBackOnlyWhatMayBecomeAPhrase() {
        LocalDetector detector = detector(Phrases.wholeWords(List.of("secret project")));
        assertThat(Pieces.mostHeldBack(detector, "A bus passes, and a secretary projects something."))
                .isEqualTo("secret ".length());
    }

    /** The longest at each place, from left to right. */
    private static List<String> plainly(List<String> phrases, String text) {
        List<String> found = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            String longest = "";
            for (String phrase : phrases) {
                String folded = phrase.replaceAll(" +", " ");
                if (folded.length() > longest.length() && text.startsWith(folded, start)) {
                    longest = folded;
                }
            }
            if (!longest.isEmpty()) {
                found.add(longest);
            }
            start += Math.max(1, longest.length());
        }
        return found;
    }

    /** Without two spaces in a row, which the plain search does not understand. */
    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append("aab c".charAt(random.nextInt(5)));
        }
        return text.toString().replaceAll(" +", " ");
    }

    private static List<String> found(Phrases phrases, String text) {
        return Pieces.found(detector(phrases), text);
    }

    private static LocalDetector detector(Phrases phrases) {
        return scene -> {
            Phrases.Search search = phrases.search();
            return (text, from, found) -> search.scan(
                    text,
                    (phrase, start, end) -> found.accept(Match.of("PHRASE", "phrase", start, end, 1, "A phrase")));
        };
    }
}
