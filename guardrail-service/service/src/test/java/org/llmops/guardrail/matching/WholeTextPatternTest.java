package org.llmops.guardrail.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WholeTextPatternTest {
    private static final List<String> REGEXES = List.of(
            "card \\d+",
            "^a+b",
            "b$",
            "\\bab\\b",
            "(?:a|bc){2,3}",
            "[^a-c ]+",
            "c?b?a",
            "ſ",
            "K",
            "a.c",
            "(?-i:A)b",
            "é+");

    @Test
    void findsWhatRe2Finds() throws PatternMalformed {
        Random random = new Random(3);
        for (String regex : REGEXES) {
            WholeTextPattern pattern = new WholeTextPattern(regex);
            for (int round = 0; round < 200; round++) {
                String text = text(random) + (round % 3 == 0 ? RegexExamples.of(regex, random) : "") + text(random);
                List<String> found = new ArrayList<>();
                pattern.find(text, (start, end) -> found.add(start + "-" + end));
                List<String> expected = plainly(regex, text);
                assertThat(found).as("%s in %s", regex, text).isEqualTo(expected);
                assertThat(pattern.isIn(text)).isEqualTo(!expected.isEmpty());
            }
        }
    }

    private static List<String> plainly(String regex, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text);
        while (matcher.find()) {
            found.add(matcher.start() + "-" + matcher.end());
        }
        return found;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.appendCodePoint("aAbBcCsSkKéÉ 1\n.ſK😀".codePoints().toArray()[random.nextInt(19)]);
        }
        return text.toString();
    }
}
