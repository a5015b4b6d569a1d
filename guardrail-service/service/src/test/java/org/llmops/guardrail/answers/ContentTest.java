package org.llmops.guardrail.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;

class ContentTest {
    private static final String WANTED =
            "{\"phrases\": [\"not financial advice\", \"Northwind\"], \"patterns\": [\"case [A-Z]{2}\\\\d+\"]}";

    @Test
    void reportsWhatIsMissingFromAWholeAnswer() {
        LocalDetector required = Answers.detector(new RequiredContent(), WANTED);
        String answer = "This is NOT  financial advice.\nNorthwind, case AB12";

        assertThat(Answers.matches(required, Answers.scene(), answer)).isEmpty();
        assertThat(Answers.matches(required, Answers.scene(), "Northwind says hello."))
                .extracting(Match::reason)
                .containsExactly("Lacks required content: number 1, 3 of the rail's phrases and patterns");
        Answers.expectSameHoweverCut(required, Answers.scene(), answer.substring(0, 30));
    }

    @Test
    void oneIsEnoughWhereTheRailSaysSo() {
        LocalDetector any = Answers.detector(
                new RequiredContent(), "{\"phrases\": [\"not financial advice\", \"Northwind\"], \"needs\": \"any\"}");

        assertThat(Answers.matches(any, Answers.scene(), "northwind!")).isEmpty();
        assertThat(Answers.matches(any, Answers.scene(), "Northwinds!")).hasSize(1);
    }

    @Test
    void findsWhatMustNotBeSaid() {
        LocalDetector forbidden = Answers.detector(new ForbiddenContent(), WANTED);

        assertThat(Answers.found(forbidden, Answers.scene(), "😀 It's Not Financial Advice. See case ab12."))
                .containsExactly("Not Financial Advice", "case ab12");
        assertThat(Answers.found(forbidden, Answers.scene(), "Ask N\u200Borthw\u0456nd"))
                .containsExactly("N\u200Borthw\u0456nd");
        String encoded =
                Base64.getEncoder().encodeToString("ask Northwind about it now".getBytes(StandardCharsets.UTF_8));
        assertThat(Answers.matches(forbidden, Answers.scene(), "Decode " + encoded))
                .hasSize(1);
        assertThat(Answers.matches(forbidden, Answers.scene(), "Northwinds of change, case A1"))
                .isEmpty();
    }

    @Test
    void everyCutOfAnAnswerGivesTheSame() {
        LocalDetector forbidden = Answers.detector(new ForbiddenContent(), WANTED);
        for (String answer : List.of(
                "Not financial advice. Northwind case AB1 Northwind\ncase XY22",
                "😀Northwind😀. case A B1 not\nfinancial advice. N\u200Borthwind",
                "case AB" + "1".repeat(500))) {
            Answers.expectSameHoweverCut(forbidden, Answers.scene(), answer);
        }
    }

    @Test
    void namesParametersThatDoNotFit() {
        assertThat(Answers.faults(new RequiredContent(), "{}")).containsExactly("p.phrases");
        assertThat(Answers.faults(
                        new ForbiddenContent(), "{\"phrases\": [\"ok\"], \"patterns\": [\"a\", \"(?=a)\", \"a*\"]}"))
                .containsExactly("p.patterns[1]", "p.patterns[2]");
        assertThat(Answers.faults(new ForbiddenContent(), "{\"phrases\": [\"" + "x".repeat(201) + "\"]}"))
                .containsExactly("p.phrases");
        assertThat(Answers.faults(new RequiredContent(), "{\"phrases\": [\"ok\"], \"needs\": \"some\"}"))
                .containsExactly("p.needs");
    }
}
