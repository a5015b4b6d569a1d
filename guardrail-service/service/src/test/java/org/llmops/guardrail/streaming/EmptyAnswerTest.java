package org.llmops.guardrail.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.answers.Citations;
import org.llmops.guardrail.answers.JsonSchema;
import org.llmops.guardrail.answers.RequiredContent;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Call;
import org.llmops.guardrail.redacting.CallScreen;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.TextScreen;
import org.llmops.platform.identity.WorkspaceId;

/** An answer that says nothing lacks what must be said. */
class EmptyAnswerTest {
    private static final Rail DISCLAIMER =
            rail("required_content", "{\"phrases\": [\"not financial advice\"]}", Action.BLOCK);
    private static final Rail JSON = rail("json_schema", "{}", Action.RE_ASK);
    private static final Rail CITED = rail("citations", "{\"coverage\": \"answer\"}", Action.FLAG);

    @Test
    void isReportedByWhateverWantsSomethingOfTheWhole() {
        for (Rail rail : List.of(DISCLAIMER, JSON, CITED)) {
            TextScreen screen = call(rail).text("0", Source.ASSISTANT, true, 0);

            assertThat(screen.feed("") + screen.end()).isEmpty();
            assertThat(screen.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.ruleId()).isEqualTo(rail.detector());
                assertThat(finding.start()).isZero();
                assertThat(finding.end()).isZero();
            });
        }
    }

    @Test
    void theStrictestOfSeveralDecides() {
        TextScreen screen = call(JSON, DISCLAIMER).text("0", Source.ASSISTANT, true, 0);
        screen.end();

        assertThat(screen.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(screen.findings()).extracting(Finding::ruleId).containsExactly("required_content");
    }

    @Test
    void aStreamWithoutAnyTextIsAnEmptyAnswer() {
        for (boolean named : List.of(true, false)) {
            ScreenedStream stream = new ScreenedStream(call(DISCLAIMER), 8, 32);
            if (named) {
                stream.chunk("a", Source.ASSISTANT, "", Deadline.NEVER);
            }
            List<StreamStep> end = stream.end(Deadline.NEVER).await().indefinitely();

            assertThat(end).singleElement().isInstanceOfSatisfying(StreamStep.Concluded.class, concluded -> {
                assertThat(concluded.verdict()).isEqualTo(Verdict.BLOCK);
                assertThat(concluded.findings()).hasSize(1);
            });
        }
    }

    @Test
    void aStreamWithoutAnyTextReleasesNothingOnAChannelThatNobodyOpened() {
        ScreenedStream stream = new ScreenedStream(call(CITED), 8, 32);

        assertThat(stream.end(Deadline.NEVER).await().indefinitely())
                .singleElement()
                .isInstanceOfSatisfying(
                        StreamStep.Concluded.class,
                        concluded -> assertThat(concluded.findings()).hasSize(1));
    }

    private static CallScreen call(Rail... rails) {
        CompiledPolicy policy = new CompiledPolicy(
                new PolicyRef(new PolicyName("test"), 1),
                List.of(rails),
                Verdict.BLOCK,
                null,
                Repertoires.of(List.of(new RequiredContent(), new JsonSchema(), new Citations())));
        return CallScreen.ofStreams(policy, Call.of(new WorkspaceId("acme"), Direction.OUTPUT, List.of()), 1_000);
    }

    private static Rail rail(String detector, String parameters, Action action) {
        Rail rail = Rail.of(detector, detector, Set.of(Direction.OUTPUT), action);
        try {
            return rail.with((ObjectNode) new ObjectMapper().readTree(parameters), rail.actionParameters());
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
