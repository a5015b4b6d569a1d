package org.llmops.prompt;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.restassured.RestAssured;
import org.llmops.platform.testkit.TestTokens;
import org.llmops.prompt.v1.PromptServiceGrpc;
import org.llmops.prompt.v1.PromptServiceGrpc.PromptServiceBlockingStub;

/** The registry's gRPC API on its HTTP port, as a client in any language sees it. */
final class RegistryGrpc implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> WORKSPACE =
            Metadata.Key.of("x-workspace", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel = Grpc.newChannelBuilder(
                    "localhost:" + RestAssured.port, InsecureChannelCredentials.create())
            .build();

    PromptServiceBlockingStub asUser(String user) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + TestTokens.user(user));
        return stub(headers);
    }

    PromptServiceBlockingStub asRouterFor(String workspace) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + TestTokens.service("router-service"));
        headers.put(WORKSPACE, workspace);
        return stub(headers);
    }

    PromptServiceBlockingStub asNobody() {
        return stub(new Metadata());
    }

    private PromptServiceBlockingStub stub(Metadata headers) {
        return PromptServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
