package org.llmops.router.call;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.router.exchange.Target;

/**
 * The HTTP clients through which all calls to providers go: one for each event loop. A shared one would hand out its
 * connections whatever loop they live on, and most calls would change threads twice.
 */
@Singleton
class ProviderClient {
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final HttpClientOptions options;
    private final PoolOptions pool;
    private final AllowedHosts allowedHosts;

    @Inject
    ProviderClient(Vertx vertx, CallSettings settings, AllowedHosts allowedHosts) {
        this(vertx, settings.connectTimeout(), settings.maxConnections(), allowedHosts);
    }

    /** @param maxConnections of one event loop to one provider */
    ProviderClient(Vertx vertx, Duration connectTimeout, int maxConnections, AllowedHosts allowedHosts) {
        this.vertx = vertx;
        this.allowedHosts = allowedHosts;
        this.pool = new PoolOptions().setHttp1MaxSize(maxConnections);
        this.options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                // Without it, Nagle's algorithm and delayed acknowledgements hold pieces of a stream back for 40 ms.
                .setTcpNoDelay(true)
                .setConnectTimeout((int) connectTimeout.toMillis());
    }

    /**
     * A request that can be sent, on a connection to an address that calls may go to.
     *
     * @param context of the call
     */
    Future<HttpClientRequest> open(Context context, Target target, ProviderRequest request, long connectMs) {
        URI base = target.provider().baseUrl();
        boolean tls = "https".equalsIgnoreCase(base.getScheme());
        RequestOptions asked = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setHost(base.getHost())
                .setPort(base.getPort() > 0 ? base.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(path(base) + request.path())
                .setFollowRedirects(false)
                .setConnectTimeout(connectMs)
                .putHeader("User-Agent", "llmops-router");
        if (request.body().length > 0) {
            asked.putHeader("Content-Type", "application/json");
        }
        request.headers().forEach(asked::putHeader);
        return client(context).request(asked).compose(opened -> check(base.getHost(), opened));
    }

    private HttpClient client(Context context) {
        return clients.computeIfAbsent(
                ((ContextInternal) context).nettyEventLoop(), loop -> vertx.createHttpClient(options, pool));
    }

    private static String path(URI base) {
        String path = base.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private Future<HttpClientRequest> check(String host, HttpClientRequest opened) {
        if (allowedHosts.mayConnect(host, opened.connection().remoteAddress())) {
            return Future.succeededFuture(opened);
        }
        opened.reset();
        return Future.failedFuture(
                AttemptFailed.of(Failure.ADDRESS_REFUSED, 0, "The provider's name leads to an inner address"));
    }

    static Buffer body(ProviderRequest request) {
        return Buffer.buffer(request.body());
    }

    @PreDestroy
    void close() {
        clients.values().forEach(HttpClient::close);
    }
}
