package org.llmops.platform.peers;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** This service's own token, by which its peers know it: fetched when first needed, renewed shortly before it expires. */
@ApplicationScoped
public class ServiceToken {
    private final OidcClient client;
    private final AtomicReference<@Nullable Tokens> held = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<String>> fetching = new AtomicReference<>();

    ServiceToken(OidcClient client) {
        this.client = client;
    }

    /** The token, if it is good for a while longer. */
    Optional<String> atHand() {
        Tokens tokens = held.get();
        return tokens == null || tokens.isAccessTokenExpired() || tokens.isAccessTokenWithinRefreshInterval()
                ? Optional.empty()
                : Optional.of(tokens.getAccessToken());
    }

    /** The token to send as `Bearer`; whoever asks at the same time shares one request to Keycloak. */
    public Uni<String> get() {
        return atHand().map(token -> Uni.createFrom().item(token)).orElseGet(this::shared);
    }

    private Uni<String> shared() {
        CompletableFuture<String> mine = new CompletableFuture<>();
        CompletableFuture<String> earlier = fetching.compareAndExchange(null, mine);
        if (earlier == null) {
            client.getTokens()
                    .invoke(held::set)
                    .map(Tokens::getAccessToken)
                    .onTermination()
                    .invoke(() -> fetching.set(null))
                    .subscribe()
                    .with(mine::complete, mine::completeExceptionally);
        }
        CompletableFuture<String> fetched = earlier == null ? mine : earlier;
        // A copy each: who gives up waiting must not end the wait of the others.
        return Uni.createFrom().completionStage(fetched::copy);
    }
}
