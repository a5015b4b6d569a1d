package org.llmops.guardrail.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;

class CitationsTest {
    private final Scene scene = Answers.scene(
            Answers.context(
                    "[doc-7] Keller wrote in 2020 that refunds take five days. See https://Shop.example/refunds/#top."),
            Answers.context("Gift cards cannot be returned."),
            Answers.user("What about [9]?"));
    private final LocalDetector detector = Answers.detector(new Citations(), "{}");

    @Test
    void takesReferencesToWhatWasGiven() {
        for (String reference : List.of(
                "[1]",
                "[2]",
                "[1, 2]",
                "[doc-7]",
                "[^2]",
                "【1†source】",
                "(Keller, 2020)",
                "(Keller et al., 2020)",
                "https://shop.example/refunds",
                "[refunds](https://shop.example/refunds)")) {
            assertThat(Answers.matches(detector, scene, "Refunds take five days in general " + reference + "."))
                    .as(reference)
                    .isEmpty();
        }
    }

    @Test
    void findsReferencesToNothing() {
        for (String reference : List.of(
                "[3]", "[9]", "[doc-8]", "[^4]", "(Brandt, 2020)", "(Keller, 1999)", "https://shop.example/other")) {
            assertThat(Answers.found(detector, scene, "Refunds take five days in general " + reference + "."))
                    .as(reference)
                    .containsExactly(reference);
        }
        assertThat(Answers.matches(
                        Answers.detector(new Citations(), "{\"check_sources\": false}"),
                        scene,
                        "Refunds take five days in general [3]."))
                .isEmpty();
    }

    @Test
    void findsClaimsWithoutReference() {
        String answer = "Hello! 😀 Refunds take five days in general. [1] Gift cards cannot be returned at all. "
                + "Should I call the shop for you? You can rely on that [2].";

        assertThat(Answers.found(detector, scene, answer)).containsExactly("Gift cards cannot be returned at all.");
        assertThat(Answers.rules(detector, scene, answer)).containsExactly("uncited-claim");
    }

    @Test
    void bracketsThatReferToNothingAreNone() {
        assertThat(Citation.in("He said [sic] that [x] and (see below) or (May, often) [not a 1 name] [](y) [a\n1]"))
                .isEmpty();
    }

    @Test
    void oneReferenceIsEnoughWhereTheRailSaysSo() {
        LocalDetector answer = Answers.detector(new Citations(), "{\"coverage\": \"answer\"}");

        assertThat(Answers.matches(
                        answer, scene, "Refunds take five days in general. Gift cards cannot be returned [2]."))
                .isEmpty();
        assertThat(Answers.matches(answer, scene, "Refunds take five days."))
                .extracting(Match::rule, Match::start, Match::end)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("uncited-answer", 0, 23));
    }

    @Test
    void everyCutOfAnAnswerGivesTheSame() {
        Random random = new Random(4);
        String[] parts = {
            "Refunds take five days in general",
            "[1]",
            " [3]",
            ". ",
            "\n",
            "(Keller, 2020)",
            "(Nobody, 2020) ",
            "Why? ",
            "😀",
            "https://shop.example/x",
            " Gift cards can never be returned at all. ",
            "[^1",
            "] ",
            "退货期限为收货后30天。"
        };
        for (String coverage : List.of("none", "answer", "claims")) {
            LocalDetector each = Answers.detector(new Citations(), "{\"coverage\": \"" + coverage + "\"}");
            for (int round = 0; round < 30; round++) {
                StringBuilder answer = new StringBuilder();
                for (int part = 0; part < 8; part++) {
                    answer.append(parts[random.nextInt(parts.length)]);
                }
                Answers.expectSameHoweverCut(each, scene, answer.toString());
            }
        }
    }

    @Test
    void namesParametersThatDoNotFit() {
        assertThat(Answers.faults(
                        new Citations(), "{\"styles\": [\"mla\"], \"coverage\": \"some\", \"min_claim_words\": 0}"))
                .containsExactly("p.styles", "p.coverage", "p.min_claim_words");
    }
}
