package org.llmops.eval.keys;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.cache.CacheResult;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmops.eval.EvalProblem;
import org.llmops.platform.identity.ApiKey;
import org.llmops.platform.identity.ApiKeys;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.v1.FindKeyRequest;
import org.llmops.router.v1.FindKeyResponse;
import org.llmops.router.v1.KeyService;

/** Asks the router, which issues the keys. What it says is remembered for a second: that is how long a revoked key lives. */
@ApplicationScoped
class RouterKeys implements ApiKeys {
    private static final Logger log = Logger.getLogger(RouterKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KeyService router;

    RouterKeys(@GrpcClient("router-service") KeyService router) {
        this.router = router;
    }

    /** Fails with KEYS_UNAVAILABLE when the router cannot be asked: nobody is let in unchecked. */
    @Override
    @CacheResult(cacheName = "api-keys")
    public Uni<Optional<ApiKey>> find(String publicId) {
        return router.findKey(FindKeyRequest.newBuilder().setPublicId(publicId).build())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(found -> Optional.of(key(publicId, found)))
                .onFailure(RouterKeys::isUnknown)
                .recoverWithItem(Optional.empty())
                .onFailure()
                .transform(RouterKeys::unavailable);
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.NOT_FOUND;
    }

    private static RuntimeException unavailable(Throwable failure) {
        log.warnf("The router does not say whether a key is valid: %s", failure.getMessage());
        return EvalProblem.KEYS_UNAVAILABLE.because(
                "The router, which knows the API keys, does not answer; try again soon");
    }

    private static ApiKey key(String publicId, FindKeyResponse found) {
        return new ApiKey(
                publicId,
                found.getSecretSha256().toByteArray(),
                new WorkspaceId(found.getWorkspace()),
                found.getApp(),
                found.hasExpiresAt() ? instant(found.getExpiresAt()) : null,
                found.getRevoked(),
                found.hasReplacedUntil()
                        ? new ApiKey.ReplacedSecret(
                                found.getReplacedSha256().toByteArray(), instant(found.getReplacedUntil()))
                        : null);
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
