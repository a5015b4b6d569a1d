package org.llmops.guardrail.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PatternSetTest {
    /** With conditions in all places, counts that are left out, and what reads signs outside ASCII in many ways. */
    private static final List<String> REGEXES = List.of(
            "\\bab\\b",
            "\\Bab\\B",
            "^a+b",
            "b\\s*$",
            "(?m)^ab$",
            "\\Aab|b\\z",
            "\\b(?:ab|ba)c+",
            "[ab]{1,3}cc[ab]",
            "a.{1,40}c\\b",
            "b[^c]{20,}c",
            "(?:a|bc){2,3}$",
            "(?i)\\bA.B\\b",
            "(?i)ks",
            "[^a-c ]+",
            "\\w+\\s+\\w\\b.",
            "😀[ab😀]{1,3}",
            "(?s:a.b)",
            "é");

    @Test
    void tellsWhatRe2Finds() throws PatternMalformed {
        PatternSet set = new PatternSet(REGEXES);
        List<Pattern> patterns = REGEXES.stream().map(Pattern::compile).toList();
        Random random = new Random(11);
        BitSet ever = new BitSet();
        for (int round = 0; round < 20_000; round++) {
            String text = text(random, random.nextInt(round % 50 == 0 ? 80 : 8), round % 3 == 0);
            int from = text.isEmpty() ? 0 : random.nextInt(text.length());
            BitSet expected = expected(patterns, text.substring(from));
            assertThat(set.in(text, from)).as("'%s' from %d", text, from).isEqualTo(expected);
            ever.or(expected);
        }
        assertThat(ever.cardinality()).isEqualTo(REGEXES.size());
    }

    @Test
    void tellsItToManyAtOnceWhileItsTableIsMade() throws Exception {
        List<Pattern> patterns = REGEXES.stream().map(Pattern::compile).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 20; round++) {
                PatternSet set = new PatternSet(REGEXES);
                List<Future<Void>> running = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    Random random = new Random(round);
                    running.add(threads.submit((Callable<Void>) () -> {
                        for (int text = 0; text < 200; text++) {
                            String next = text(random, 20, false);
                            assertThat(set.in(next, 0)).as(next).isEqualTo(expected(patterns, next));
                        }
                        return null;
                    }));
                }
                for (Future<Void> each : running) {
                    each.get();
                }
            }
        }
    }

    @Test
    void forgetsStatesWhenTheyAreManyAndTellsTheSame() throws PatternMalformed {
        // Which of the last places had an a: more states than are kept.
        String regex = "a[ab]{12}c";
        PatternSet set = new PatternSet(List.of(regex));
        Pattern pattern = Pattern.compile(regex);
        Random random = new Random(12);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = 0; length < 200; length++) {
                text.append("aaaabbbbbc".charAt(random.nextInt(10)));
            }
            assertThat(set.in(text.toString(), 0)).isEqualTo(expected(List.of(pattern), text.toString()));
        }
    }

    private static BitSet expected(List<Pattern> patterns, String text) {
        BitSet found = new BitSet();
        for (int number = 0; number < patterns.size(); number++) {
            found.set(number, patterns.get(number).matcher(text).find());
        }
        return found;
    }

    private static String text(Random random, int length, boolean ascii) {
        int[] signs = (ascii ? "aaabbbcc AB ks_1\n" : "aabbc AkKsS\n_éſK😀")
                .codePoints()
                .toArray();
        StringBuilder text = new StringBuilder();
        for (int count = 0; count < length; count++) {
            text.appendCodePoint(signs[random.nextInt(signs.length)]);
        }
        return text.toString();
    }
}
