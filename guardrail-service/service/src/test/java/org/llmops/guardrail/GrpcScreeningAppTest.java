package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.guardrail.Guardrails.rail;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.Action;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Finding;
import org.llmops.guardrail.v1.PolicyRef;
import org.llmops.guardrail.v1.RailMode;
import org.llmops.guardrail.v1.Replacement;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenStreamVerdict;
import org.llmops.guardrail.v1.ScreenedSegment;
import org.llmops.guardrail.v1.Segment;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class GrpcScreeningAppTest {
    private static final Replacement KNOWN = Replacement.newBuilder()
            .setPlaceholder("<EMAIL_ADDRESS_1>")
            .setOriginal("me@example.com")
            .build();

    private final Guardrails arthur = Guardrails.as("arthur");
    private GuardrailClient client;

    @BeforeEach
    void connect() {
        client = new GuardrailClient();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void textsAreScreenedTogether() {
        String name = arthur.inForce(rail("email", "redact"));

        ScreenResponse response = client.asRouterFor("acme")
                .screen(ScreenRequest.newBuilder()
                        .setDirection(Direction.DIRECTION_INPUT)
                        .addSegments(Segment.newBuilder().setId("a").setText("I am me@example.com"))
                        .build());

        assertThat(response)
                .isEqualTo(ScreenResponse.newBuilder()
                        .setVerdict(Verdict.VERDICT_REDACT)
                        .addSegments(ScreenedSegment.newBuilder()
                                .setId("a")
                                .setText("I am <EMAIL_ADDRESS_1>")
                                .setVerdict(Verdict.VERDICT_REDACT))
                        .addFindings(email("a", 5, 19, "<EMAIL_ADDRESS_1>"))
                        .setPolicy(PolicyRef.newBuilder().setName(name).setVersion(1))
                        .setGuarded(true)
                        .addReplacements(KNOWN)
                        .build());
    }

    @Test
    void channelsAreInterleavedAndEachPieceIsAnsweredOnce() {
        String name = arthur.inForce(rail("email", "redact"));
        Stream stream = client.stream("acme").open(Direction.DIRECTION_OUTPUT, KNOWN);

        assertThat(stream.releasedAfter("a", "Hello <EMAIL_")).isEqualTo("Hello ");
        assertThat(stream.releasedAfter("b", "Hi ")).isEqualTo("Hi ");
        assertThat(stream.releasedAfter("a", "ADDRESS_1> and other@exa")).isEqualTo("me@example.com and ");
        assertThat(stream.releasedAfter("b", "")).isEmpty();
        assertThat(stream.releasedAfter("a", "mple.com too")).isEqualTo("<EMAIL_ADDRESS_2> ");
        assertThat(stream.releasedAfter("b", "again")).isEmpty();

        assertThat(stream.end("b").released())
                .satisfies(released -> assertThat(released.getChannel()).isEqualTo("b"))
                .satisfies(released -> assertThat(released.getText()).isEqualTo("again"))
                .satisfies(released -> assertThat(released.getEnded()).isTrue());
        stream.end("");
        assertThat(stream.released().getText()).isEqualTo("too");
        assertThat(stream.verdict())
                .isEqualTo(ScreenStreamVerdict.newBuilder()
                        .setVerdict(Verdict.VERDICT_REDACT)
                        .addFindings(email("a", 28, 45, "<EMAIL_ADDRESS_2>"))
                        .setPolicy(PolicyRef.newBuilder().setName(name).setVersion(1))
                        .build());
        assertThat(stream.isCompleted()).isTrue();
    }

    @Test
    void theFirstFindingThatBlocksEndsTheStreamAtOnce() {
        arthur.inForce(rail("email", "redact"), rail("ip_address", "block"));
        Stream stream = client.stream("acme").open(Direction.DIRECTION_OUTPUT);

        assertThat(stream.releasedAfter("a", "The address is 10.0.0.")).isEqualTo("The address is ");
        stream.send("a", "1 and me@example.com");

        ScreenStreamVerdict verdict = stream.verdict();
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.VERDICT_BLOCK);
        assertThat(verdict.getFindingsList()).singleElement().satisfies(finding -> {
            assertThat(finding.getEntity()).isEqualTo("IP_ADDRESS");
            assertThat(finding.getStart()).isEqualTo(15);
            assertThat(finding.getEnd()).isEqualTo(23);
        });
        assertThat(stream.isCompleted()).isTrue();
    }

    @Test
    void whatBlocksAtTheVeryEndIsNotReleasedEither() {
        arthur.inForce(rail("ip_address", "block"));
        Stream stream = client.stream("acme").open(Direction.DIRECTION_OUTPUT);

        assertThat(stream.releasedAfter("a", "10.0.0.1")).isEmpty();
        assertThat(stream.end("a").verdict().getVerdict()).isEqualTo(Verdict.VERDICT_BLOCK);
    }

    @Test
    void manySmallPiecesAreAllAnswered() {
        arthur.inForce(rail("email", "redact"), rail("phone", "redact"));
        Stream stream = client.stream("acme").open(Direction.DIRECTION_OUTPUT);
        String text = "Write to me@example.com or call (415) 555-0132. ".repeat(20);

        text.chars().forEach(c -> stream.send("0", String.valueOf((char) c)));
        stream.end("");
        StringBuilder released = new StringBuilder();
        for (int pieces = 0; pieces <= text.length(); pieces++) {
            released.append(stream.released().getText());
        }

        assertThat(released.toString()).isEqualTo("Write to <EMAIL_ADDRESS_1> or call <PHONE_NUMBER_1>. ".repeat(20));
        assertThat(stream.verdict().getFindingsCount()).isEqualTo(40);
    }

    @Test
    void withoutAPolicyTextPassesAtOnce() {
        arthur.release();
        Stream stream = client.stream("acme").open(Direction.DIRECTION_OUTPUT);

        assertThat(stream.releasedAfter("a", "me@exa")).isEqualTo("me@exa");
        assertThat(stream.end("").released().getEnded()).isTrue();
        assertThat(stream.verdict().hasPolicy()).isFalse();
    }

    private static Finding email(String segment, int start, int end, String placeholder) {
        return Finding.newBuilder()
                .setSegmentId(segment)
                .setRuleId("email-redact")
                .setEntity("EMAIL_ADDRESS")
                .setStart(start)
                .setEnd(end)
                .setScore(0.95)
                .setAction(Verdict.VERDICT_REDACT)
                .setReason("Has the form of an e-mail address")
                .setPlaceholder(placeholder)
                .setRuleAction(Action.ACTION_REDACT)
                .setMode(RailMode.RAIL_MODE_ENFORCE)
                .setDetector("email")
                .setDetectorVersion("2")
                .setDetectorRule("email")
                .build();
    }
}
