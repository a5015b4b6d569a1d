package org.llmops.sample.second;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import org.llmops.sample.first.OpenResource;
import org.llmops.sample.v1.Greeter;

/** Forgets who may call it, and closes a cycle. */
@GrpcService
public class OpenGrpc implements Greeter {
    @Override
    public Uni<String> greet(String name) {
        return Uni.createFrom().item(OpenResource.class.getName());
    }
}
