package org.llmops.router.identify;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.llmops.platform.identity.ApiKey;
import org.llmops.platform.identity.ApiKeys;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.PresentedKey;
import org.llmops.router.exchange.Futures;
import org.llmops.router.keys.KeyUse;

/** Recognises the bearers of API keys. */
@Singleton
class KeyBearers {
    private final ApiKeys keys;
    private final KeyUse use;
    private final Clock clock;

    KeyBearers(ApiKeys keys, KeyUse use, Clock clock) {
        this.keys = keys;
        this.use = use;
        this.clock = clock;
    }

    Future<Caller> identify(Context context, String bearer) {
        return PresentedKey.parse(bearer)
                .map(key -> Futures.on(context, keys.find(key.publicId())).map(found -> accepted(found, key)))
                .orElseGet(() -> Future.failedFuture(new AuthenticationFailedException()));
    }

    private Caller accepted(Optional<ApiKey> found, PresentedKey presented) {
        ApiKey key = found.filter(any -> any.accepts(presented, clock.instant()))
                .orElseThrow(AuthenticationFailedException::new);
        use.accepted(key.publicId());
        return key.caller();
    }
}
