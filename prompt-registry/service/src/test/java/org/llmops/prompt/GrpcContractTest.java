package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.text;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.prompt.v1.PromptServiceGrpc.PromptServiceBlockingStub;
import org.llmops.prompt.v1.ResolveRequest;

/** Every failure of Resolve: its code, and the reason in its ErrorInfo, which is the name REST uses. */
@QuarkusTest
@WithTestResource(RealServers.class)
class GrpcContractTest {
    private final String prompt = anyPrompt();
    private RegistryGrpc grpc;

    @BeforeEach
    void oneVersion() {
        grpc = new RegistryGrpc();
        Registry.as("arthur").published(prompt, text("x"));
    }

    @AfterEach
    void close() {
        grpc.close();
    }

    @Test
    void what_is_unknown_is_not_found() {
        assertThat(failure(grpc.asUser("ava"), named(anyPrompt()).setVersion(1)))
                .isEqualTo(new Failure(Code.NOT_FOUND, "PROMPT_UNKNOWN", "llmops"));
        assertThat(failure(grpc.asUser("ava"), named(anyPrompt())))
                .isEqualTo(new Failure(Code.NOT_FOUND, "PROMPT_UNKNOWN", "llmops"));
        assertThat(failure(grpc.asUser("ava"), named(anyPrompt()).setLabel("latest")))
                .isEqualTo(new Failure(Code.NOT_FOUND, "PROMPT_UNKNOWN", "llmops"));
        assertThat(failure(grpc.asUser("ava"), named(prompt).setVersion(2)))
                .isEqualTo(new Failure(Code.NOT_FOUND, "VERSION_UNKNOWN", "llmops"));
        assertThat(failure(grpc.asUser("ava"), named(prompt).setVersion(0)))
                .isEqualTo(new Failure(Code.NOT_FOUND, "VERSION_UNKNOWN", "llmops"));
        assertThat(failure(grpc.asUser("ava"), named(prompt)))
                .isEqualTo(new Failure(Code.NOT_FOUND, "LABEL_UNKNOWN", "llmops"));
    }

    @Test
    void what_is_malformed_is_an_invalid_argument() {
        assertThat(failure(grpc.asUser("ava"), named("")))
                .isEqualTo(new Failure(Code.INVALID_ARGUMENT, "NAME_MALFORMED", "llmops"));
        assertThat(failure(grpc.asUser("ava"), named(prompt).setLabel("")))
                .isEqualTo(new Failure(Code.INVALID_ARGUMENT, "LABEL_MALFORMED", "llmops"));
    }

    @Test
    void nobody_is_unauthenticated() {
        assertThat(failure(grpc.asNobody(), named(prompt)))
                .isEqualTo(new Failure(Code.UNAUTHENTICATED, "UNAUTHENTICATED", "llmops"));
    }

    @Test
    void another_workspace_sees_nothing() {
        assertThat(failure(grpc.asUser("grace"), named(prompt).setVersion(1)))
                .isEqualTo(new Failure(Code.NOT_FOUND, "PROMPT_UNKNOWN", "llmops"));
        assertThat(failure(grpc.asRouterFor("globex"), named(prompt).setVersion(1)))
                .isEqualTo(new Failure(Code.NOT_FOUND, "PROMPT_UNKNOWN", "llmops"));
    }

    private static ResolveRequest.Builder named(String name) {
        return ResolveRequest.newBuilder().setName(name);
    }

    private static Failure failure(PromptServiceBlockingStub stub, ResolveRequest.Builder request) {
        var thrown = catchThrowableOfType(StatusRuntimeException.class, () -> stub.resolve(request.build()));
        Status status = StatusProto.fromThrowable(thrown);
        ErrorInfo info = status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(GrpcContractTest::errorInfo)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No ErrorInfo in " + status));
        return new Failure(thrown.getStatus().getCode(), info.getReason(), info.getDomain());
    }

    private static ErrorInfo errorInfo(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError("Not an ErrorInfo", malformed);
        }
    }

    private record Failure(Code code, String reason, String domain) {}
}
