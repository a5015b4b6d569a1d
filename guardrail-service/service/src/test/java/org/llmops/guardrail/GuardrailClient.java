package org.llmops.guardrail;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.restassured.RestAssured;
import org.llmops.guardrail.v1.GuardrailServiceGrpc;
import org.llmops.guardrail.v1.GuardrailServiceGrpc.GuardrailServiceBlockingStub;
import org.llmops.guardrail.v1.GuardrailServiceGrpc.GuardrailServiceStub;
import org.llmops.platform.testkit.TestTokens;

/** The service's gRPC API on its HTTP port, as a client in any language sees it. */
final class GuardrailClient implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> WORKSPACE =
            Metadata.Key.of("x-workspace", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel = Grpc.newChannelBuilder(
                    "localhost:" + RestAssured.port, InsecureChannelCredentials.create())
            .build();

    GuardrailServiceBlockingStub asRouterFor(String workspace) {
        return as(GuardrailServiceGrpc.newBlockingStub(channel), TestTokens.service("router-service"), workspace);
    }

    GuardrailServiceBlockingStub asUser(String user) {
        return as(GuardrailServiceGrpc.newBlockingStub(channel), TestTokens.user(user), "acme");
    }

    GuardrailServiceBlockingStub asNobody() {
        return GuardrailServiceGrpc.newBlockingStub(channel);
    }

    Stream stream(String workspace) {
        GuardrailServiceStub stub =
                as(GuardrailServiceGrpc.newStub(channel), TestTokens.service("router-service"), workspace);
        return new Stream(stub);
    }

    private static <S extends AbstractStub<S>> S as(S stub, String token, String workspace) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        headers.put(WORKSPACE, workspace);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
