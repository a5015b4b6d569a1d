package org.llmops.guardrail.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.platform.identity.WorkspaceId;

class TopicsTypeTest {
    private static final String DENY = """
            {"deny": {
              "investment": ["which stocks should I buy", "is bitcoin a good investment", "invest money in shares and funds"],
              "medicine": ["what dose of ibuprofen should I take", "do these symptoms mean I am ill", "diagnose my disease"]
            }}
            """;
    private static final String ALLOW = """
            {"allow": {"travel": ["book a flight to Paris", "find me a hotel in Rome", "do I need a visa for my trip",
              "cancel my hotel reservation", "what luggage can I carry on the flight"]}}
            """;
    private static final String PROMPT = """
            You are the assistant of a bank. You help with accounts, balances, transfers and payments.
            You also explain credit cards, loans and interest rates.
            """;

    @Test
    void findsWhatResemblesADeniedTopic() {
        assertThat(rules(DENY, "Should I invest in bitcoin or buy stocks?")).containsExactly("investment");
        assertThat(rules(DENY, "Hi! What dose of ibuprofen can I take? Thanks."))
                .containsExactly("medicine");
        assertThat(rules(DENY, "How do I reset the password of my router?")).isEmpty();
    }

    @Test
    void findsDeniedTopicsInDisguise() {
        assertThat(rules(DENY, "shоuld i invеst in b1tcoin or buy st0cks")).containsExactly("investment");
    }

    @Test
    void findsWhatResemblesNoAllowedTopic() {
        assertThat(rules(ALLOW, "Please cancel my flight to Rome")).isEmpty();
        assertThat(rules(ALLOW, "Write a python function that sorts numbers")).containsExactly("no-allowed-topic");
    }

    @Test
    void takesGreetingsForNoTopic() {
        assertThat(rules(ALLOW, "Hello! How are you? Thank you.")).isEmpty();
    }

    @Test
    void keepsToThePromptOfTheCall() {
        assertThat(offTopic("{}", PROMPT, "What is the balance of my account?")).isEmpty();
        assertThat(offTopic("{}", PROMPT, "Who won the football championship yesterday evening?"))
                .containsExactly("OFF_TOPIC");
        assertThat(offTopic("{}", PROMPT, "Explain interest rates of loans. And for longer terms?"))
                .isEmpty();
    }

    @Test
    void judgesNothingWithoutAScope() {
        assertThat(offTopic("{}", "", "Who won the football championship yesterday evening?"))
                .isEmpty();
        assertThat(offTopic(
                        "{\"scope\": [\"questions about bank accounts\"]}",
                        "",
                        "Who won the football championship yesterday evening?"))
                .containsExactly("OFF_TOPIC");
    }

    @Test
    void marksThePassageWithoutBlanks() {
        Match match = matches(new TopicsType(), DENY, "", "Hello 😀 there.  Should I buy bitcoin stocks?\nBye")
                .getFirst();

        assertThat(match.start()).isEqualTo(16);
        assertThat(match.end()).isEqualTo(44);
        assertThat(match.contributions()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"deny\": []}",
                "{\"deny\": {}}",
                "{\"deny\": {\"Money!\": [\"stocks\"]}}",
                "{\"deny\": {\"money\": []}}",
                "{\"deny\": {\"money\": \"stocks\"}}",
                "{\"deny\": {\"money\": [\"the of and\"]}}",
                "{\"allow\": {\"money\": [\"stocks\", 7]}}"
            })
    void saysHowTopicsAreDescribed(String json) {
        Parameters parameters = parameters(json);
        new TopicsType().compile(parameters);

        assertThat(parameters.faults()).hasSize(1);
    }

    private static List<String> rules(String json, String text) {
        return matches(new TopicsType(), json, "", text).stream()
                .map(Match::rule)
                .toList();
    }

    private static List<String> offTopic(String json, String prompt, String text) {
        return matches(new OffTopicType(), json, prompt, text).stream()
                .map(Match::entity)
                .toList();
    }

    private static List<Match> matches(DetectorType type, String json, String prompt, String text) {
        Parameters parameters = parameters(json);
        LocalDetector detector = (LocalDetector) type.compile(parameters);
        assertThat(parameters.faults()).isEmpty();
        List<Scene.Around> around = prompt.isEmpty() ? List.of() : List.of(new Scene.Around(Source.SYSTEM, prompt));
        List<Match> matches = new ArrayList<>();
        detector.open(new Scene(new WorkspaceId("acme"), false, Source.USER, around, Map.of()))
                .scan(GrowingText.whole(text), 0, matches::add);
        return matches;
    }

    private static Parameters parameters(String json) {
        try {
            return new Parameters((ObjectNode) new ObjectMapper().readTree(json), "parameters");
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
