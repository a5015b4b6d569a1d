package org.llmops.guardrail.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Pieces;

class PatternsTest {
    /** With words at the start, inside, nearby, in a choice, without any, with anchors and without bounds. */
    private static final List<String> REGEXES = List.of(
            "ab[ab]{2,4}\\b",
            "\\b(?:ab|ba)c+",
            "[ab]{1,3}cc[ab]",
            "(?:^|[ c])a{2}(b+)(?:$|[^b])",
            "a+b+c",
            "(?i)\\bA.B\\b",
            "(?m)^a.*$",
            "a{2,}$",
            "(?:a|b)*c\\z",
            "😀[ab😀]{1,3}",
            "(?s:a.{3}b)");

    @Test
    void findsInLongTextsWhatIsFoundSignBySign() {
        LocalDetector detector = detector(List.of(
                PatternRule.of("order", "(?i)\\border\\s{1,3}\\d+"),
                PatternRule.of("key", "[a-c]{2,9}-key\\d"),
                PatternRule.of("unled", "[A-Z]{2,4}-\\d{2}"),
                PatternRule.of("long", "\\ba very long word to look for\\w*"),
                PatternRule.of("common", "(?i)'\\s{0,4}(?:or|and)\\s[a-z .]{1,300}?(?:=|like\\s)"),
                PatternRule.of("common behind", "[#%]\\s{0,60}(?:so|on)\\b"),
                PatternRule.of("unled and long", "'[a-z]{0,3} [a-z .]{1,90}[=<]")));
        List<String> parts = List.of(
                "orDer  12",
                "order",
                "abc-key1",
                "-key",
                "AB-12",
                "a very long word to look fore",
                "a very long wo",
                "' OR so it goes",
                "'and so it goes on",
                "=",
                " like ",
                "#",
                "%" + " ".repeat(55) + "on",
                "é",
                "😀");
        Random random = new Random(7);
        for (int round = 0; round < 25; round++) {
            List<String> pieces = new ArrayList<>();
            for (int number = 0; number < 12; number++) {
                StringBuilder piece = new StringBuilder();
                int length = random.nextInt(3) == 0 ? random.nextInt(20) : random.nextInt(6_000);
                while (piece.length() < length) {
                    piece.append(
                            "and so it goes on. ".substring(random.nextInt(19)).repeat(random.nextInt(9)));
                    piece.append(random.nextInt(4) == 0 ? parts.get(random.nextInt(parts.size())) : " ");
                }
                pieces.add(piece.toString());
            }
            String text = String.join("", pieces);
            List<Match> expected = Pieces.matches(
                    detector,
                    Pieces.SCENE,
                    text.codePoints().mapToObj(Character::toString).toList());
            assertThat(expected).hasSizeGreaterThan(5);
            assertThat(Pieces.matches(detector, text)).isEqualTo(expected);
            assertThat(Pieces.matches(detector, Pieces.SCENE, pieces)).isEqualTo(expected);
        }
    }

    @Test
    void findsWhatRe2FindsWhereMatchesAreShort() {
        Random random = new Random(5);
        for (String regex : REGEXES) {
            for (int round = 0; round < 200; round++) {
                String text = text(random, random.nextInt(30));
                List<String> expected = new ArrayList<>();
                Matcher matcher = Pattern.compile(regex).matcher(text);
                while (matcher.find()) {
                    expected.add(matcher.group());
                }
                assertThat(Pieces.found(detector(List.of(PatternRule.of("rule", regex))), text))
                        .as("%s in '%s'", regex, text)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void findsTheSameHoweverTheTextIsCut() {
        Random random = new Random(6);
        for (int maxLength : new int[] {3, 6, 512}) {
            List<PatternRule> rules = REGEXES.stream()
                    .filter(regex -> parse(regex).minLength() <= maxLength)
                    .map(regex -> new PatternRule(regex, regex, List.of(), maxLength, 0))
                    .toList();
            for (int round = 0; round < 60; round++) {
                Pieces.expectSameHoweverCut(detector(rules), text(random, 40));
            }
        }
    }

    @Test
    void aWordNearbyIsAskedForWhereThePatternBetraysNone() {
        PatternRule rule = new PatternRule("id", "\\b[0-9]{4}\\b", List.of("Ticket"), 16, 0);
        LocalDetector detector = detector(List.of(rule));

        String text = "1234, ticket 2345 or 3456; " + "x".repeat(200) + " 4567";
        assertThat(Pieces.found(detector, text)).containsExactly("2345", "3456");
        Pieces.expectSameHoweverCut(detector, text);
        assertThat(Pieces.mostHeldBack(detector, "My ticket is lost, and so is my coat."))
                .isLessThan(7);
    }

    @Test
    void cutsWhatIsLongerThanItsRuleAllows() {
        LocalDetector detector = detector(List.of(new PatternRule("long", "x+", List.of(), 100, 0)));
        assertThat(Pieces.found(detector, "x".repeat(250)).stream().map(String::length))
                .containsExactly(100, 100, 50);
    }

    @Test
    void reportsTheGroupThatIsTheValue() {
        List<PatternMatch> matches = new ArrayList<>();
        Patterns patterns = patterns(List.of(new PatternRule("kv", "key=(\\w+)|key:(\\w+)", List.of(), 50, -1)));
        PatternSearch search = patterns.search();
        search.scan(org.llmops.guardrail.detecting.GrowingText.whole("😀 key:abc"), matches::add);

        assertThat(matches).singleElement().satisfies(match -> {
            assertThat(match.value()).isEqualTo("abc");
            assertThat(match.valueStart()).isEqualTo(6);
            assertThat(match.text()).isEqualTo("key:abc");
            assertThat(match).asString().doesNotContain("abc");
        });
    }

    @Test
    void holdsBackFromTheStartOfWhatMayBecomeAMatchOnly() {
        LocalDetector detector = detector(List.of(PatternRule.of("token", "\\bghp_[0-9a-zA-Z]{36}\\b")));
        assertThat(Pieces.mostHeldBack(detector, "The prefix ghp_ is known; ghp_short is none."))
                .isLessThan(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            (?<=a)b   → At character 1: Looking ahead or behind cannot be done in linear time; match the surroundings too
            ab(?!c)   → At character 3: Looking ahead or behind cannot be done in linear time; match the surroundings too
            (a)\\1    → At character 4: A reference to what a group matched cannot be matched in linear time
            a(b       → At character 2: This parenthesis is never closed; write \\( for the character
            ab)       → At character 3: This closing parenthesis opens nowhere; write \\) for the character
            *a        → At character 1: There is nothing to repeat before this
            a{2000}   → At character 2: RE2 repeats at most 1000 times
            [a-       → At character 1: This bracket is never closed; write \\[ for the character
            a*        → The pattern matches nothing at all as well; ask for one character at least
            ((a{500}){500}) → The pattern is too large once its repetitions are written out; repeat less
            [z-a]     → At character 2: RE2 says: invalid character class range, 'z-a'
            a{600}    → Matches have at least 600 characters, more than the 512 that are looked at
            """)
    void saysWhatIsWrongWithAPatternAndWhere(String regex, String fault) {
        assertThatThrownBy(() -> Patterns.check(PatternRule.of("rule", regex)))
                .isInstanceOf(PatternMalformed.class)
                .hasMessage(fault);
    }

    private static Regex parse(String regex) {
        try {
            return Regex.parse(regex);
        } catch (PatternMalformed malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(List.of("a", "a", "b", "b", "c", " ", "\n", "😀", "B").get(random.nextInt(9)));
        }
        return text.toString();
    }

    private static Patterns patterns(List<PatternRule> rules) {
        try {
            return Patterns.of(rules);
        } catch (PatternMalformed malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static LocalDetector detector(List<PatternRule> rules) {
        Patterns patterns = patterns(rules);
        return scene -> {
            PatternSearch search = patterns.search();
            return (text, from, found) -> search.scan(
                    text,
                    match -> found.accept(Match.of(
                            "PATTERN", "r" + match.rule(), match.start(), match.end(), 1, "Matches a pattern")));
        };
    }
}
