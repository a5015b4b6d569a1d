package org.llmops.router.keys;

import static org.llmops.router.RouterProblem.KEY_UNKNOWN;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import org.llmops.platform.identity.ApiKeys;
import org.llmops.platform.identity.Roles;
import org.llmops.router.v1.FindKeyRequest;
import org.llmops.router.v1.FindKeyResponse;
import org.llmops.router.v1.KeyService;

/** Tells the other services about keys. In any workspace: whoever presents a key does not say where it belongs. */
@GrpcService
class KeyLookup implements KeyService {
    private final ApiKeys keys;

    KeyLookup(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<FindKeyResponse> findKey(FindKeyRequest request) {
        return keys.find(request.getPublicId())
                .map(found ->
                        found.map(KeyWire::found).orElseThrow(() -> KEY_UNKNOWN.because("No key has this public id")));
    }
}
