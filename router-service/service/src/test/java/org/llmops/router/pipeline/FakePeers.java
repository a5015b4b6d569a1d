package org.llmops.router.pipeline;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** The router's peers, as small as they can be: each knows the workspace it is asked for. */
@ApplicationScoped
class FakePeers {
    static final Context.Key<String> WORKSPACE = Context.key("workspace");
    static final Context.Key<String> BEARER = Context.key("bearer");

    private final FakePrompts prompts = new FakePrompts();
    private final FakeGuardrails guardrails = new FakeGuardrails();
    private final FakeCosts costs = new FakeCosts();
    private final List<Server> servers = new ArrayList<>();

    FakePrompts prompts() {
        return prompts;
    }

    FakeGuardrails guardrails() {
        return guardrails;
    }

    FakeCosts costs() {
        return costs;
    }

    void start(@Observes StartupEvent event) throws IOException {
        serve("prompt-registry", prompts);
        serve("guardrail-service", guardrails);
        serve("cost-service", costs);
    }

    void stop(@Observes ShutdownEvent event) {
        servers.forEach(Server::shutdownNow);
    }

    private void serve(String peer, BindableService service) throws IOException {
        if (FakeProvider.port() == 0) {
            return;
        }
        int port = ConfigProvider.getConfig().getValue("llmops.peers." + peer + ".port", Integer.class);
        servers.add(ServerBuilder.forPort(port)
                .addService(service)
                .intercept(new Headers())
                .build()
                .start());
    }

    private static final class Headers implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Context context = Context.current()
                    .withValues(WORKSPACE, header(headers, "x-workspace"), BEARER, header(headers, "authorization"));
            return Contexts.interceptCall(context, call, headers, next);
        }

        private static String header(Metadata headers, String name) {
            String value = headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
            return value == null ? "" : value;
        }
    }
}
