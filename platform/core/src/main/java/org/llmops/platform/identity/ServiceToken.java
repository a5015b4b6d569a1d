package org.llmops.platform.identity;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** This service's own token, by which its peers know it. Fetched when first needed, then renewed before it expires. */
@ApplicationScoped
public class ServiceToken extends CallCredentials {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final OidcClient client;
    private final AtomicReference<@Nullable Uni<Tokens>> current = new AtomicReference<>();

    ServiceToken(OidcClient client) {
        this.client = client;
    }

    /** The token to send as `Bearer`. Callers at the same time share one request to Keycloak. */
    public Uni<String> accessToken() {
        Uni<Tokens> tokens = current.get();
        if (tokens == null) {
            tokens = fetch();
        }
        return tokens.chain(held -> held.isAccessTokenExpired() || held.isAccessTokenWithinRefreshInterval()
                        ? fetch()
                        : Uni.createFrom().item(held))
                .map(Tokens::getAccessToken);
    }

    private Uni<Tokens> fetch() {
        Uni<Tokens> fetched = client.getTokens().memoize().indefinitely();
        Uni<Tokens> shared = fetched.onFailure().invoke(() -> current.set(null));
        current.set(shared);
        return shared;
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
        accessToken()
                .subscribe()
                .with(
                        token -> {
                            Metadata headers = new Metadata();
                            headers.put(AUTHORIZATION, "Bearer " + token);
                            applier.apply(headers);
                        },
                        failure -> applier.fail(Status.UNAVAILABLE
                                .withDescription("Keycloak gave no token for this service")
                                .withCause(failure)));
    }
}
