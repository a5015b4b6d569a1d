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
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<String>> fetching = new AtomicReference<>();

    ServiceToken(OidcClient client) {
        this.client = client;
    }

    /** The header to send, if its token is good for a while longer. */
    Optional<String> atHand() {
        Held last = held.get();
        return last == null || !last.isGood() ? Optional.empty() : Optional.of(last.authorization());
    }

    /** The value of `Authorization` to send; whoever asks at the same time shares one request to Keycloak. */
    public Uni<String> authorization() {
        return atHand().map(header -> Uni.createFrom().item(header)).orElseGet(this::shared);
    }

    private Uni<String> shared() {
        CompletableFuture<String> mine = new CompletableFuture<>();
        CompletableFuture<String> earlier = fetching.compareAndExchange(null, mine);
        if (earlier == null) {
            client.getTokens()
                    .map(tokens -> new Held(tokens, "Bearer " + tokens.getAccessToken()))
                    .invoke(held::set)
                    .map(Held::authorization)
                    .onTermination()
                    .invoke(() -> fetching.set(null))
                    .subscribe()
                    .with(mine::complete, mine::completeExceptionally);
        }
        CompletableFuture<String> fetched = earlier == null ? mine : earlier;
        // A copy each: who gives up waiting must not end the wait of the others.
        return Uni.createFrom().completionStage(fetched::copy);
    }

    /** A token and the header that it is sent in, which is the same for every call. */
    private record Held(Tokens tokens, String authorization) {
        boolean isGood() {
            return !tokens.isAccessTokenExpired() && !tokens.isAccessTokenWithinRefreshInterval();
        }
    }
}
