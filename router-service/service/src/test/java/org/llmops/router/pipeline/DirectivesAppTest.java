package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Segment;
import org.llmops.guardrail.v1.Source;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.v1.CallRecord;

/** Calls of a workspace whose policy asks for more than passing a text on or not. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class DirectivesAppTest extends UnderPolicy {
    @Test
    void aFlagLetsTheCallGoOnAndIsRecorded() {
        Client.Reply reply = globex.chat("echo", "FLAGGED words", "");

        assertThat(reply.json().at("/choices/0/message/content").asText()).isEqualTo("FLAGGED words");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getInputScreening().getDirectives(0).getAction()).isEqualTo("flag");
        assertThat(record.getInputScreening().getDirectives(0).getRuleId()).isEqualTo("odd");
        assertThat(record.getOutputScreening().getDirectivesList()).hasSize(1);
    }

    @Test
    void whatSomebodyHasToLookAtIsHeldBack() {
        Client.Reply reply = globex.chat("echo", "REVIEWED words", "");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/message").asText())
                .isEqualTo("Your request was held back for review by your organisation's policy (delicate).");
        assertThat(scenarios.record(reply).getInputScreening().getDirectives(0).getAction())
                .isEqualTo("human_review");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, messages, /error/code, content_policy_violation",
        "/v1/messages, messages, /error/type, invalid_request_error",
        "/v1/responses, input, /error/code, content_policy_violation"
    })
    void aRefusalHasTheShapeOfItsSurfaceAndRepeatsNothing(String path, String member, String at, String word) {
        Client.Reply reply = globex.post(path, """
                {"model":"echo","max_tokens":50,"%s":[{"role":"user","content":"A FORBIDDEN word"}]}""".formatted(member));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at(at).asText()).isEqualTo(word);
        assertThat(reply.body()).doesNotContain("FORBIDDEN").contains("words");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerIsShownWithWhatItCanBeHeldAgainst(boolean streamed) {
        Client.Reply reply = globex.client().chat("""
                {"model":"echo","stream":%s,"messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Before"},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\\"q\\":1}"}}]},
                 {"role":"tool","tool_call_id":"c","content":"It is 7"},{"role":"user","content":"LOOK at ada@example.com"}]}""".formatted(streamed));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(peers.guardrails().last(Direction.DIRECTION_INPUT).getSegmentsList())
                .extracting(Segment::getSource)
                .containsExactly(
                        Source.SOURCE_SYSTEM,
                        Source.SOURCE_USER,
                        Source.SOURCE_TOOL_ARGUMENTS,
                        Source.SOURCE_TOOL_RESULT,
                        Source.SOURCE_USER);
        assertThat(
                        streamed
                                ? peers.guardrails().lastOpened().getAroundList()
                                : peers.guardrails()
                                        .last(Direction.DIRECTION_OUTPUT)
                                        .getAroundList())
                .extracting(Segment::getSource, Segment::getText)
                .containsExactly(
                        tuple(Source.SOURCE_SYSTEM, "Be brief"),
                        tuple(Source.SOURCE_TOOL_RESULT, "It is 7"),
                        tuple(Source.SOURCE_USER, "LOOK at <EMAIL_ADDRESS_1>"));
    }
}
