package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.llmops.guardrail.Guardrails.rail;

import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.CallToScreen;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenedCall;
import org.llmops.guardrail.v1.Segment;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;

/** Many calls on one stream. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ScreenCallsAppTest {
    private final Guardrails alice = Guardrails.as("alice");
    private final Guardrails grace = Guardrails.as("grace");
    private GuardrailClient client;

    @BeforeEach
    void acmeBlocksAddresses() {
        client = new GuardrailClient();
        grace.release();
        alice.inForce(rail("email", "block"));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void eachCallIsScreenedForItsOwnWorkspaceAsIfItWereAlone() {
        ScreenRequest request = asking("me@example.com");

        List<ScreenedCall> screened = client.screenCalls(call(1, "acme", request), call(2, "globex", request));

        assertThat(screened)
                .containsExactly(
                        ScreenedCall.newBuilder()
                                .setNumber(1)
                                .setResponse(client.asRouterFor("acme").screen(request))
                                .build(),
                        ScreenedCall.newBuilder()
                                .setNumber(2)
                                .setResponse(client.asRouterFor("globex").screen(request))
                                .build());
        assertThat(screened)
                .extracting(call -> call.getResponse().getVerdict())
                .containsExactly(Verdict.VERDICT_BLOCK, Verdict.VERDICT_ALLOW);
    }

    @Test
    void aCallThatCannotBeScreenedIsToldSoAndHoldsUpNoOther() {
        List<ScreenedCall> screened = client.screenCalls(
                call(1, "No Workspace", asking("a")),
                call(2, "", asking("a")),
                call(3, "acme", ScreenRequest.getDefaultInstance()),
                call(4, "acme", asking("a")));

        assertThat(screened)
                .extracting(call -> call.getFailure().getCode())
                .containsExactly(
                        Status.Code.INVALID_ARGUMENT.value(),
                        Status.Code.INVALID_ARGUMENT.value(),
                        Status.Code.INVALID_ARGUMENT.value(),
                        Status.Code.OK.value());
        assertThat(screened.get(2).getFailure().getDetail()).contains("which way");
        assertThat(screened.get(3).getResponse().getVerdict()).isEqualTo(Verdict.VERDICT_ALLOW);
    }

    @Test
    void shortAndLongTextsOfOneMessageAreAllAnswered() {
        // The longer ones are screened by other threads.
        CallToScreen[] calls = IntStream.range(0, 100)
                .mapToObj(i ->
                        call(i, i % 2 == 0 ? "acme" : "globex", asking("word ".repeat(40 * i) + "me@example.com")))
                .toArray(CallToScreen[]::new);

        assertThat(client.screenCalls(calls))
                .hasSize(100)
                .allMatch(call -> call.getResponse().getVerdict()
                        == (call.getNumber() % 2 == 0 ? Verdict.VERDICT_BLOCK : Verdict.VERDICT_ALLOW));
    }

    @Test
    void onlyServicesMayNameAnyWorkspace() {
        Throwable refused =
                catchThrowable(() -> client.screenCalls(TestTokens.user("alice"), call(1, "acme", asking("a"))));

        assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        Throwable unknown = catchThrowable(() -> client.screenCalls("nobody", call(1, "acme", asking("a"))));
        assertThat(Status.fromThrowable(unknown).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    private static CallToScreen call(long number, String workspace, ScreenRequest request) {
        return CallToScreen.newBuilder()
                .setNumber(number)
                .setWorkspace(workspace)
                .setRequest(request)
                .build();
    }

    private static ScreenRequest asking(String text) {
        return ScreenRequest.newBuilder()
                .setDirection(Direction.DIRECTION_INPUT)
                .addSegments(Segment.newBuilder().setText(text))
                .build();
    }
}
