package org.llmops.guardrail.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.FieldError;

class GroundednessTest {
    private static final String CONTEXT =
            "Orders can be returned within 30 days of delivery. Refunds are paid to the original card in "
                    + "5 to 7 business days. Gift cards cannot be returned. Support is open from 9:00 to 17:00 in Berlin. "
                    + "The premium plan costs $49 per month and includes 20 seats. Revenue increased by 12% in 2023, said Maria Keller.";

    @Test
    void letsSupportedClaimsPass() {
        assertThat(claims("You can return orders within 30 days of delivery.")).isEmpty();
        assertThat(claims("The premium plan costs 49 dollars a month and includes twenty seats."))
                .isEmpty();
        assertThat(claims("Refunds are paid to the original card in 5 to 7 business days."))
                .isEmpty();
    }

    @Test
    void findsTheClaimThatNothingSupports() {
        String answer =
                "Orders can be returned within 30 days of delivery. Shipping to Australia is free of charge for members. "
                        + "Gift cards cannot be returned.";

        assertThat(claims(answer)).containsExactly("Shipping to Australia is free of charge for members");
    }

    @Test
    void saysWhatSpeaksAgainstAClaim() {
        assertThat(rules("Gift cards can be returned.")).containsExactly("contradiction");
        assertThat(rules("Revenue decreased by 12% in 2023, said Maria Keller."))
                .containsExactly("contradiction");
        assertThat(rules("Orders can be returned within 90 days of delivery.")).containsExactly("number-mismatch");
        assertThat(rules("Revenue increased by 12% in 2023, said Jonas Brandt."))
                .containsExactly("unknown-name");
    }

    @Test
    void explainsWithoutRepeatingTheText() {
        Match match = matches(detector("{}"), scene(CONTEXT), List.of("The warehouse in Oslo burnt down."))
                .getFirst();

        assertThat(match.entity()).isEqualTo("UNSUPPORTED_CLAIM");
        assertThat(match.contributions()).isNotEmpty();
        assertThat(match.reason() + match.contributions()).doesNotContainIgnoringCase("oslo");
        assertThat(match.contributions().getFirst().weight())
                .isGreaterThanOrEqualTo(match.contributions().getLast().weight());
    }

    @Test
    void letsQuestionsAndCourtesiesBe() {
        assertThat(claims("Hello! Thanks for your question. Would you like to hear about shipping to Australia?"))
                .isEmpty();
        assertThat(matches(
                        detector("{\"skip_small_talk\": false, \"threshold\": 0.3}"),
                        scene(CONTEXT),
                        List.of("Would you like to hear about free shipping to Australia?")))
                .hasSize(1);
    }

    @Test
    void smallTalkNeverReachesTheDefaultThresholdAndCanBeSkipped() {
        List<String> answer = List.of("I love it, awesome! Do you like Martian volcanoes?");

        assertThat(matches(detector("{\"threshold\": 0.05}"), scene(CONTEXT), answer))
                .isNotEmpty()
                .allMatch(match -> match.score() < Groundedness.DEFAULT_THRESHOLD);
        assertThat(matches(
                        detector("{\"threshold\": 0.05, \"skip_small_talk\": true}"),
                        scene(CONTEXT),
                        List.of("Do you like Martian volcanoes?")))
                .isEmpty();
    }

    @Test
    void blamesTheClauseThatNothingSupports() {
        assertThat(claims("Orders can be returned within 30 days of delivery, "
                        + "and every parcel from Australia contains free chocolate biscuits."))
                .containsExactly("and every parcel from Australia contains free chocolate biscuits");
    }

    @Test
    void tellsContradictionsThatShareAllTheirWords() {
        String context = "Revenue rose 8 percent while net profit fell to 310 million as energy costs rose.";

        assertThat(matches(
                        detector("{\"threshold\": 0.05}"), scene(context), List.of("Net profit rose to 310 million.")))
                .extracting(Match::rule)
                .containsExactly("contradiction");
        assertThat(matches(detector("{}"), scene(context), List.of("Net profit fell to 310 million.")))
                .isEmpty();
    }

    @Test
    void readsNumberWordsOfOtherLanguages() {
        String context = "Die Kündigungsfrist beträgt drei Monate. Le délai est de deux semaines.";

        assertThat(matches(detector("{}"), scene(context), List.of("Die Kündigungsfrist beträgt 3 Monate.")))
                .isEmpty();
        assertThat(matches(
                        detector("{\"threshold\": 0.4}"),
                        scene(context),
                        List.of("Die Kündigungsfrist beträgt sechs Monate.")))
                .extracting(Match::rule)
                .containsExactly("number-mismatch");
    }

    @Test
    void ranksClaimsOfOurOwnFarBetterThanSharedWordsDo() {
        List<GroundednessTraining.Example> pairs = GroundednessTraining.examples(Pairs.read());
        double model = GroundednessTraining.ranking(pairs, each -> each.score(Groundedness.MODEL))
                .auc();

        assertThat(model)
                .isGreaterThan(0.7)
                .isGreaterThan(GroundednessTraining.ranking(pairs, GroundednessTraining::overlap)
                                .auc()
                        + 0.15);
    }

    @Test
    void aQuestionSupportsNothing() {
        assertThat(matches(
                        detector("{}"),
                        scene(List.of(
                                new Scene.Around(Source.CONTEXT, CONTEXT),
                                new Scene.Around(Source.USER, "Is shipping to Australia free for members?"))),
                        List.of("Shipping to Australia is free for all our members in Sydney and Perth.")))
                .hasSize(1);
    }

    @Test
    void withoutEvidenceItIsSilentUnlessAskedNotToBe() {
        Scene bare = scene(List.of(new Scene.Around(Source.SYSTEM, CONTEXT)));
        List<String> answer = List.of("Shipping to Australia is free.");

        assertThat(matches(detector("{}"), bare, answer)).isEmpty();
        assertThat(matches(detector("{\"flag_without_evidence\": true}"), bare, answer))
                .extracting(Match::rule)
                .containsExactly("no-evidence");
        assertThat(matches(detector("{\"sources\": [\"system\"]}"), bare, answer))
                .hasSize(1);
    }

    @Test
    void comparesTextWithoutSpacesByPairs() {
        Scene scene = scene("退货期限为收货后30天。礼品卡不能退货。客服时间为上午9点到下午5点。");

        assertThat(matches(detector("{}"), scene, List.of("退货期限为收货后30天。"))).isEmpty();
        assertThat(matches(detector("{}"), scene, List.of("我们向澳大利亚会员提供免费运输服务。")))
                .hasSize(1);
    }

    @Test
    void spansAreCodePointsOfTheWholeText() {
        String answer = "😀😀 Gift cards cannot be returned. 😀 The warehouse in Oslo burnt down last winter 😀.";
        Match match = matches(detector("{}"), scene(CONTEXT), List.of(answer)).getFirst();

        int[] codePoints = answer.codePoints().toArray();
        assertThat(new String(codePoints, match.start(), match.length()))
                .isEqualTo("The warehouse in Oslo burnt down last winter");
    }

    @Test
    void everySplitOfAnAnswerIsJudgedLikeTheWhole() {
        List<String> answers = List.of(
                "Orders can be returned within 90 days. Gift cards can be returned. Support is in Oslo.",
                "Hi! The premium plan isn't $49\nIt includes 20 seats… and 😀 free pizza? No. 退货期限为收货后3天。Fin",
                "");
        for (String answer : answers) {
            List<Match> whole = matches(detector("{\"threshold\": 0.1}"), scene(CONTEXT), List.of(answer));
            for (int cut = 0; cut <= answer.length(); cut++) {
                if (cut < answer.length() && Character.isLowSurrogate(answer.charAt(cut))) {
                    continue;
                }
                assertThat(matches(
                                detector("{\"threshold\": 0.1}"),
                                scene(CONTEXT),
                                List.of(answer.substring(0, cut), answer.substring(cut))))
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void namesParametersThatDoNotFit() {
        Parameters parameters = parameters("{\"threshold\": 2, \"min_claim_words\": 0, \"sources\": [\"web\"]}");
        new Groundedness().compile(parameters);

        assertThat(parameters.faults())
                .extracting(FieldError::field)
                .containsExactly("p.threshold", "p.min_claim_words", "p.sources", "p.sources");
    }

    private static List<String> claims(String answer) {
        int[] codePoints = answer.codePoints().toArray();
        return matches(detector("{}"), scene(CONTEXT), List.of(answer)).stream()
                .map(match -> new String(codePoints, match.start(), match.length()))
                .toList();
    }

    private static List<String> rules(String answer) {
        return matches(detector("{\"threshold\": 0.05}"), scene(CONTEXT), List.of(answer)).stream()
                .map(Match::rule)
                .toList();
    }

    private static Scene scene(String context) {
        return LabelledAnswer.scene(context);
    }

    private static Scene scene(List<Scene.Around> around) {
        return new Scene(new WorkspaceId("acme"), true, Source.ASSISTANT, around, Map.of());
    }

    private static LocalDetector detector(String json) {
        Parameters parameters = parameters(json);
        LocalDetector detector = (LocalDetector) new Groundedness().compile(parameters);
        assertThat(parameters.faults()).isEmpty();
        return detector;
    }

    private static Parameters parameters(String json) {
        try {
            return new Parameters((ObjectNode) new ObjectMapper().readTree(json), "p");
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static List<Match> matches(LocalDetector detector, Scene scene, List<String> pieces) {
        List<Match> matches = new ArrayList<>();
        Scanner scanner = detector.open(scene);
        GrowingText text = new GrowingText();
        int from = 0;
        for (String piece : pieces) {
            text.append(piece);
            from = scanner.scan(text, from, matches::add);
        }
        text.complete();
        assertThat(scanner.scan(text, from, matches::add)).isEqualTo(text.end());
        return matches;
    }
}
