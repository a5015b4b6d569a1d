package org.llmops.router.identify;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.llmops.platform.identity.ApiKey;
import org.llmops.platform.identity.ApiKeys;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.PresentedKey;
import org.llmops.router.exchange.Futures;

/** Recognises the bearers of API keys. */
@ApplicationScoped
class KeyBearers {
    private final ApiKeys keys;
    private final Clock clock;

    KeyBearers(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    Future<Caller> identify(Context context, String bearer) {
        return PresentedKey.parse(bearer)
                .map(key -> Futures.on(context, keys.find(key.publicId())).map(found -> accepted(found, key)))
                .orElseGet(() -> Future.failedFuture(new AuthenticationFailedException()));
    }

    private Caller accepted(Optional<ApiKey> found, PresentedKey presented) {
        return found.filter(key -> key.accepts(presented, clock.instant()))
                .map(ApiKey::caller)
                .orElseThrow(AuthenticationFailedException::new);
    }
}
