package org.llmops.guardrail.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.platform.identity.WorkspaceId;

class ToxicityTypeTest {
    private static final Scene SCENE = new Scene(new WorkspaceId("acme"), false, Source.USER, List.of(), Map.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    You are such a pathetic idiot             | INSULT
                    Shut up, everybody hates you, moron       | INSULT
                    I hate all women                          | HATE
                    Immigrants are nothing but vermin         | HATE
                    Deport all the muslims now                | HATE
                    I am going to kill you tonight            | THREAT
                    You deserve to die                        | THREAT
                    Somebody should shoot up that school      | THREAT
                    I can't stop cutting my wrists            | SELF_HARM
                    I want to end my life                     | SELF_HARM
                    Just kill yourself already                | SELF_HARM
                    free porn and hardcore xxx videos         | SEXUAL
                    He dismembered the bodies                 | VIOLENCE
                    """)
    void tellsTheCategory(String text, String category) {
        assertThat(entities("{}", text)).contains(category);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I kill a child process in Linux?",
                "Can you help me transfer money to my savings account?",
                "My head hurts and I have a fever, what should I take?",
                "What is the history of women's suffrage in the United States?",
                "The team killed it last night, what a game!",
                "Write a python script that executes a shell command.",
                "Is it legal to record a phone call with my boss?",
                "Ich hätte gern einen Termin am Dienstag.",
                "Please summarise the attached document about breast cancer screening.",
                "The dumb terminal shows garbage characters on the screen.",
                "I do not want to hurt you.",
            })
    void leavesOrdinaryTextAlone(String text) {
        assertThat(matches("{}", text)).isEmpty();
    }

    @Test
    void seesThroughDisguises() {
        String insult = "you are a pathetic idiot";
        String encoded = Base64.getEncoder().encodeToString(insult.getBytes(StandardCharsets.UTF_8));
        for (String disguise : List.of(
                "yоu are a pаthetic idіot",
                "you are a p@th3tic 1d1ot",
                "you are a pat\u200Bhetic idi\u00ADot",
                "ｙｏｕ ａｒｅ ａ ｐａｔｈｅｔｉｃ ｉｄｉｏｔ",
                encoded)) {
            assertThat(entities("{}", disguise)).as(disguise).contains("INSULT");
        }
        assertThat(matches("{}", "see " + encoded + " ok")).anySatisfy(match -> {
            assertThat(match.entity()).isEqualTo("INSULT");
            assertThat(match.start()).isEqualTo(4);
            assertThat(match.reason()).endsWith("written in base64");
        });
    }

    @Test
    void marksTheWordsThatCountAndSaysWhy() {
        String text = "😀 Hello there. Well, you are an idiot!";
        Match match = matches("{\"categories\": [\"insult\"]}", text).getFirst();

        int[] codePoints = text.codePoints().toArray();
        assertThat(new String(codePoints, match.start(), match.length())).isEqualTo("you are an idiot");
        assertThat(match.rule()).isEqualTo("you-are-insult");
        assertThat(match.reason()).isEqualTo("Is worded like insult");
        assertThat(match.contributions())
                .extracting(Match.Contribution::feature)
                .contains("you-are-insult", "you-insult");
    }

    @Test
    void explainsWhatTheModelSaw() {
        Match match = matches("{\"categories\": [\"toxicity\"]}", "shut the fuck up you stupid bitch")
                .getFirst();

        assertThat(match.entity()).isEqualTo("TOXICITY");
        assertThat(match.score()).isBetween(0.8, 1.0);
        assertThat(match.contributions()).isNotEmpty().allMatch(contribution -> contribution.weight() > 0);
    }

    @Test
    void keepsToTheCategoriesAndThresholdsOfTheRail() {
        assertThat(entities("{\"categories\": [\"threat\"]}", "I will kill you, idiot"))
                .containsExactly("THREAT");
        assertThat(entities("{\"categories\": [\"threat\"], \"thresholds\": {\"threat\": 1}}", "I will kill you"))
                .isEmpty();
        assertThat(entities("{\"categories\": [\"toxicity\"], \"thresholds\": {\"toxicity\": 0}}", "Hello there"))
                .containsExactly("TOXICITY");
    }

    @Test
    void namesWhatIsWrongWithParameters() {
        Parameters parameters =
                parameters("{\"categories\": [\"insult\", \"rudeness\"], \"thresholds\": {\"hate\": 0.5}}");
        new ToxicityType().compile(parameters);

        assertThat(parameters.faults().toString())
                .contains("parameters.categories", "parameters.thresholds", "some of insult");
        assertThat(parameters.faults()).hasSize(2);
    }

    @Test
    void findsTheSameInAStreamAsInTheWhole() {
        String text =
                "Hello. You are a pathetic idiot! I will kill you tonight.\nWe hate all women. Bye. shut the fuck up";
        List<Match> whole = matches("{}", text);
        for (int size = 1; size < 20; size++) {
            List<Match> streamed = new ArrayList<>();
            Scanner scanner = detector("{}").open(SCENE);
            GrowingText growing = new GrowingText();
            int from = 0;
            for (int at = 0; at < text.length(); at += size) {
                growing.append(text.substring(at, Math.min(text.length(), at + size)));
                from = scanner.scan(growing, from, streamed::add);
                growing.discardBefore(from - scanner.lookBehind());
            }
            growing.complete();
            scanner.scan(growing, from, streamed::add);
            assertThat(streamed).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    @Test
    void readsAnythingInOneGo() {
        for (String text :
                List.of("", " ", "\n", "\uD800", "a".repeat(100_000), "you ".repeat(30_000), "%41".repeat(9_000))) {
            for (Match match : matches("{\"thresholds\": {\"toxicity\": 0}}", text)) {
                assertThat(match.end()).isLessThanOrEqualTo(text.codePointCount(0, text.length()));
            }
        }
    }

    private static List<String> entities(String json, String text) {
        return matches(json, text).stream().map(Match::entity).distinct().toList();
    }

    private static List<Match> matches(String json, String text) {
        List<Match> matches = new ArrayList<>();
        detector(json).open(SCENE).scan(GrowingText.whole(text), 0, matches::add);
        return matches;
    }

    private static LocalDetector detector(String json) {
        Parameters parameters = parameters(json);
        LocalDetector detector = (LocalDetector) new ToxicityType().compile(parameters);
        assertThat(parameters.faults()).isEmpty();
        return detector;
    }

    private static Parameters parameters(String json) {
        try {
            return new Parameters((ObjectNode) new ObjectMapper().readTree(json), "parameters");
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
