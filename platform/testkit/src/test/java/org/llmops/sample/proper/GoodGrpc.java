package org.llmops.sample.proper;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import org.llmops.sample.v1.Greeter;

/** A gRPC service as it should be; the declaration on the class covers its methods. */
@GrpcService
@PermitAll
class GoodGrpc implements Greeter {
    @Override
    public Uni<String> greet(String name) {
        return Uni.createFrom().item("Hello " + name);
    }
}
