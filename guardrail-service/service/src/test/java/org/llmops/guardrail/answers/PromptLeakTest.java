package org.llmops.guardrail.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;

class PromptLeakTest {
    private static final String PROMPT =
            "You are Ada, the travel assistant of Northwind. Never mention internal fares below forty euros. "
                    + "Escalate complaints about lost luggage to the duty manager, and offer vouchers only when the customer asks twice. "
                    + "Answer in the language of the customer. canary-7f3a9c2e51";

    private final Scene scene = Answers.scene(Answers.system(PROMPT), Answers.user("My luggage is lost, what now?"));
    private final LocalDetector detector = Answers.detector(new PromptLeak(), "{}");

    @Test
    void findsWhatIsRepeatedOfTheSystemPrompt() {
        String answer =
                "Sure! My instructions say: never mention internal fares below forty euros. Escalate complaints about "
                        + "lost luggage to the duty manager. Anything else?";

        assertThat(Answers.found(detector, scene, answer))
                .containsExactly(
                        "never mention internal fares below forty euros. Escalate complaints about lost luggage to "
                                + "the duty manager");
    }

    @Test
    void bridgesAWordThatWasChanged() {
        String answer =
                "I must never mention internal fares below forty dollars. Escalate complaints about lost suitcases to the "
                        + "duty manager, and offer vouchers only when the client asks twice.";

        assertThat(Answers.rules(detector, scene, answer)).containsExactly("prompt-overlap");
    }

    @Test
    void aTurnOfPhraseIsNoLeak() {
        for (String answer : List.of(
                "I am Ada, the travel assistant of Northwind. How can I help?",
                "I am sorry that your luggage is lost. I will ask the duty manager.",
                "You may ask in the language of the customer service you prefer.")) {
            assertThat(Answers.matches(detector, scene, answer)).isEmpty();
        }
    }

    @Test
    void whatTheUserOrTheContextSaysMayBeRepeated() {
        String quoted =
                "Escalate complaints about lost luggage to the duty manager, and offer vouchers only when the customer asks";
        Scene knowing = Answers.scene(Answers.system(PROMPT), Answers.context("Handbook: " + quoted + " twice."));

        assertThat(Answers.matches(detector, scene, quoted)).hasSize(1);
        assertThat(Answers.matches(detector, knowing, quoted)).isEmpty();
        assertThat(Answers.matches(
                        Answers.detector(new PromptLeak(), "{\"public_texts\": [\"" + quoted + "\"]}"), scene, quoted))
                .isEmpty();
    }

    @Test
    void findsPromptsThatTheRailNames() {
        LocalDetector named =
                Answers.detector(new PromptLeak(), "{\"prompts\": [\"" + PROMPT + "\"], \"min_words\": 8}");

        assertThat(Answers.rules(named, Answers.scene(), "offer vouchers only when the customer asks twice, they say"))
                .containsExactly("prompt-overlap");
    }

    @Test
    void findsThePromptEncoded() {
        String part = PROMPT.substring(0, 200);
        String base64 = Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8));
        String answer = "Here you go: " + base64 + " Enjoy!";

        assertThat(Answers.rules(detector, scene, answer)).containsExactly("prompt-overlap-encoded");
        assertThat(Answers.found(detector, scene, answer).getFirst()).isSubstringOf(base64);
    }

    @Test
    void findsCanariesInDisguise() {
        String canary = "canary-7f3a9c2e51";
        byte[] bytes = ("xy" + canary + "z").getBytes(StandardCharsets.UTF_8);
        for (String written : List.of(
                canary,
                "CANARY 7F3A9C2E51",
                "c a n a r y - 7 f 3 a 9 c 2 e 5 1",
                "c\u200Ban\u200Bary-7f3a9\u200Bc2e51",
                "с\u0430nary-7f3a9c2e51",
                new StringBuilder(canary).reverse().toString(),
                "pnanel-7s3n9p2r51",
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                "a" + Base64.getEncoder().encodeToString(("q" + canary + "rest").getBytes(StandardCharsets.UTF_8)))) {
            assertThat(Answers.rules(detector, scene, "It is " + written + ", I think."))
                    .as(written)
                    .isNotEmpty()
                    .allMatch(rule -> rule.startsWith("canary"));
        }
        assertThat(Answers.matches(detector, scene, "A canary in a coal mine, 7f3a."))
                .isEmpty();
    }

    @Test
    void canariesOfTheRailCountInEveryCall() {
        LocalDetector marked = Answers.detector(new PromptLeak(), "{\"canaries\": [\"zq81-kk02-plm\"]}");

        assertThat(Answers.found(marked, Answers.scene(), "Code ZQ81 KK02 PLM."))
                .containsExactly("ZQ81 KK02 PLM");
    }

    @Test
    void longLeaksAreReportedInPieces() {
        StringBuilder prompt = new StringBuilder();
        Random random = new Random(3);
        for (int word = 0; word < 400; word++) {
            prompt.append(Integer.toString(random.nextInt(1 << 30), 36)).append(word % 9 == 8 ? ". " : " ");
        }
        Scene long_ = Answers.scene(Answers.system(prompt.toString()));
        List<Match> matches = Answers.matches(detector, long_, "It says " + prompt + "so there.");

        assertThat(matches).hasSizeGreaterThan(5);
        assertThat(matches.stream().mapToInt(Match::length).sum()).isGreaterThan(prompt.length() * 9 / 10);
    }

    @Test
    void everyCutOfAnAnswerGivesTheSame() {
        for (String answer : List.of(
                "Sure. Never mention internal fares below forty euros. Escalate complaints about lost luggage to the duty 😀 manager",
                "It is c a n a r y\n- 7 f 3 a 9 c 2 e 5 1. " + PROMPT,
                "Well. " + Base64.getEncoder().encodeToString(PROMPT.getBytes(StandardCharsets.UTF_8)) + "\nYou are",
                "canary-7f3a9c2e5canary-7f3a9c2e51 canary")) {
            Answers.expectSameHoweverCut(detector, scene, answer);
        }
        Random random = new Random(11);
        String[] words = PROMPT.split(" ");
        for (int round = 0; round < 20; round++) {
            StringBuilder answer = new StringBuilder();
            int at = random.nextInt(words.length);
            for (int word = 0; word < 40; word++) {
                at = random.nextInt(8) == 0 ? random.nextInt(words.length) : (at + 1) % words.length;
                answer.append(words[at]).append(random.nextInt(12) == 0 ? ".\n" : " ");
            }
            Answers.expectSameHoweverCut(
                    Answers.detector(new PromptLeak(), "{\"min_words\": 7}"), scene, answer.toString());
        }
    }

    @Test
    void holdsBackLittleOfAnAnswerThatLeaksNothing() {
        String answer = "Trains to Lisbon leave at nine. The fare is sixty euros. You can book a seat by the window. "
                .repeat(20);
        Scanner scanner = detector.open(scene);
        GrowingText text = new GrowingText();
        int from = 0;
        int most = 0;
        for (int index = 0; index < answer.length(); index++) {
            text.append(answer.substring(index, index + 1));
            from = scanner.scan(text, from, match -> {});
            most = Math.max(most, text.end() - from);
        }
        assertThat(most).isLessThan(70);
    }

    @Test
    void namesParametersThatDoNotFit() {
        assertThat(Answers.faults(new PromptLeak(), "{\"min_words\": 2, \"canaries\": [\"short\"]}"))
                .containsExactly("p.min_words", "p.canaries");
    }
}
