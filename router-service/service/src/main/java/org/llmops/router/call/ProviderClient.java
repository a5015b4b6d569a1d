package org.llmops.router.call;

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
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.router.exchange.Target;

/** The one HTTP client through which all calls to providers go. */
@Singleton
class ProviderClient {
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final HttpClient client;
    private final AllowedHosts allowedHosts;

    ProviderClient(Vertx vertx, CallSettings settings, AllowedHosts allowedHosts) {
        this.allowedHosts = allowedHosts;
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                // Without it, Nagle's algorithm and delayed acknowledgements hold pieces of a stream back for 40 ms.
                .setTcpNoDelay(true)
                .setConnectTimeout((int) settings.connectTimeout().toMillis());
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(settings.maxConnections()));
    }

    /** A request that can be sent, on a connection to an address that calls may go to. */
    Future<HttpClientRequest> open(Target target, ProviderRequest request, long connectMs) {
        URI base = target.provider().baseUrl();
        boolean tls = "https".equalsIgnoreCase(base.getScheme());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setHost(base.getHost())
                .setPort(base.getPort() > 0 ? base.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(path(base) + request.path())
                .setFollowRedirects(false)
                .setConnectTimeout(connectMs)
                .putHeader("User-Agent", "llmops-router");
        if (request.body().length > 0) {
            options.putHeader("Content-Type", "application/json");
        }
        request.headers().forEach(options::putHeader);
        return client.request(options).compose(opened -> check(base.getHost(), opened));
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
        client.close();
    }
}
