package org.llmops.platform.identity;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends this service's token with every gRPC call it makes. */
@ApplicationScoped
@GlobalInterceptor
class ServiceTokenInterceptor implements ClientInterceptor {
    private final ServiceToken token;

    ServiceTokenInterceptor(ServiceToken token) {
        this.token = token;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return next.newCall(method, options.withCallCredentials(token));
    }
}
