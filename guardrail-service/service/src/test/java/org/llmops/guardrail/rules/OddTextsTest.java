package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Pieces;

/** Whatever is sent, each rule answers, points into the text, and says of pieces what it says of the whole. */
class OddTextsTest {
    private static final List<LocalDetector> DETECTORS = List.of(
            detector(new BannedWordsType(), "{\"words\": [\"shadow fleet\", \"кот\"]}"),
            detector(new UrlsType(), "{\"deny\": [\"evil.example\"]}"),
            detector(new SqlType(), "{}"),
            detector(new CodeType(), "{}"),
            detector(
                    new RegexType(),
                    "{\"patterns\": [{\"name\": \"smile\", \"regex\": \"😀+\"}, {\"name\": \"letters\", \"regex\": \"[a-z]{3,9}\"}]}"),
            detector(new CelType(), "{\"condition\": \"characters == 0 || words > 2\"}"),
            detector(new LanguageType(), "{\"allowed\": [\"en\"]}"),
            detector(new LengthType(), "{\"max_characters\": 20}"),
            detector(new GibberishType(), "{}"));

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\n\n\t",
            "\u0000\u0001\u001F",
            "\uFEFF\u200B\u200D\u2060",
            "😀😀😀 👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301\u0301\u0301",
            "مرحبا \u202Eevil.example\u202C שלום evil.example",
            "\u202Ehttp://evil.example\u202C",
            "http://evil。example ｈｔｔｐ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ",
            "http://xn--/ http://xn--a-ecp.example/ http://xn--99999999999999.com",
            "http:// https://[::1 http://[:::]:99999/ //. http://a..b http://%zz",
            "'; DROP TABLE users; -- 😀' OR 1=1 /*",
            "```\n\uD83D\uDE00 def f(:\n```",
            "x".repeat(3_000),
            "кот ".repeat(200),
            "\uFDFA".repeat(100));

    @Test
    void everyRuleAnswersAlikeForEveryCut() {
        for (LocalDetector detector : DETECTORS) {
            for (String text : TEXTS) {
                int length = text.codePointCount(0, text.length());
                assertThat(Pieces.matches(detector, text))
                        .as(text)
                        .allMatch(match -> match.end() <= length && match.score() >= 0 && match.score() <= 1);
                if (length < 300) {
                    Pieces.expectSameHoweverCut(detector, text);
                }
            }
        }
    }

    /** The doors refuse half a pair; a rule that sees one all the same does not stumble. */
    @Test
    void halfAPairHarmsNobody() {
        for (LocalDetector detector : DETECTORS) {
            for (String text : List.of("\uD800", "\uDC00\uD800", "evil.example\uD83D", "\uDE00 select * from t")) {
                GrowingText whole = GrowingText.whole(text);
                assertThat(detector.open(Pieces.SCENE).scan(whole, 0, match -> {}))
                        .isEqualTo(whole.end());
            }
        }
    }

    @Test
    void aLongTextOfNothingElseIsReadInOneGo() {
        for (String unit : List.of("a", " ", "😀", "http://", "select ", "\u0301", "xn--", "'", "[](", "кот")) {
            String text = unit.repeat(200_000 / unit.length());
            for (LocalDetector detector : DETECTORS) {
                GrowingText whole = GrowingText.whole(text);
                assertThat(detector.open(Pieces.SCENE).scan(whole, 0, match -> {}))
                        .isEqualTo(whole.end());
            }
        }
    }

    @Test
    void aConditionMayHoldOfAnEmptyText() {
        LocalDetector empty = detector(new CelType(), "{\"condition\": \"characters == 0\"}");

        assertThat(Pieces.matches(empty, ""))
                .singleElement()
                .satisfies(match -> assertThat(match.end()).isZero());
        assertThat(Pieces.matches(empty, "a")).isEmpty();
    }

    private static LocalDetector detector(DetectorType type, String json) {
        return Given.detector(type, json);
    }
}
