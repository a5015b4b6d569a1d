package org.llmops.platform.peers;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends this service's token with every gRPC call it makes. */
@ApplicationScoped
@GlobalInterceptor
class ServiceTokenInterceptor implements ClientInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ServiceToken token;

    ServiceTokenInterceptor(ServiceToken token) {
        this.token = token;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return token.atHand()
                .<ClientCall<Q, A>>map(held -> new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                    @Override
                    public void start(Listener<A> listener, Metadata headers) {
                        headers.put(AUTHORIZATION, held);
                        super.start(listener, headers);
                    }
                })
                .orElseGet(() -> new WaitingCall<>(
                        next.newCall(method, options),
                        token.authorization().map(fetched -> headers -> headers.put(AUTHORIZATION, fetched))));
    }
}
