package org.llmops.platform.peers;

import io.netty.channel.EventLoop;
import io.quarkus.grpc.runtime.config.GrpcClientConfiguration;
import io.quarkus.grpc.runtime.config.GrpcConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds other services of the suite for those who call them often, at the addresses of the gRPC clients of their names. */
@ApplicationScoped
public class Peers {
    private static final int DEFAULT_MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
    /** What a peer may send ahead on one call, and on all calls of a connection: with 64 KB, many calls wait for each other. */
    private static final int CALL_WINDOW_BYTES = 1024 * 1024;

    private static final int CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024;

    private final Vertx vertx;
    private final GrpcConfiguration grpc;
    private final TlsConfigurationRegistry tls;
    private final ServiceToken token;

    Peers(Vertx vertx, GrpcConfiguration grpc, TlsConfigurationRegistry tls, ServiceToken token) {
        this.vertx = vertx;
        this.grpc = grpc;
        this.tls = tls;
        this.token = token;
    }

    /** The service of this name. */
    public Peer named(String name) {
        GrpcClientConfiguration settings = Objects.requireNonNull(
                grpc.clients().get(name), () -> "Nothing says where " + name + " is: set quarkus.grpc.clients." + name);
        GrpcClientOptions options = new GrpcClientOptions()
                .setTransportOptions(transport(name, settings))
                .setMaxMessageSize(settings.maxInboundMessageSize().orElse(DEFAULT_MAX_MESSAGE_BYTES));
        Map<EventLoop, Connections> connections = StreamSupport.stream(
                        ((VertxInternal) vertx).getEventLoopGroup().spliterator(), false)
                .map(EventLoop.class::cast)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), loop -> Connections.of(vertx, options)));
        return new Peer(
                connections, new Line(SocketAddress.inetSocketAddress(settings.port(), settings.host()), token));
    }

    private HttpClientOptions transport(String name, GrpcClientConfiguration settings) {
        HttpClientOptions transport = new HttpClientOptions()
                .setHttp2ClearTextUpgrade(false)
                .setInitialSettings(new Http2Settings().setInitialWindowSize(CALL_WINDOW_BYTES))
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setMetricsName("grpc|" + name);
        settings.tlsConfigurationName()
                .ifPresent(configured -> TlsConfigUtils.configure(
                        transport.setSsl(true).setUseAlpn(true),
                        tls.get(configured)
                                .orElseThrow(() -> new IllegalStateException(
                                        "There is no TLS configuration '" + configured + "' for the client " + name))));
        return transport;
    }
}
