package org.llmops.platform.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks for an identity whose token was verified before. Nobody else can make one, so that it is proof in itself. */
final class VerifiedTokenRequest extends BaseAuthenticationRequest {
    private final SecurityIdentity identity;

    VerifiedTokenRequest(SecurityIdentity identity) {
        this.identity = identity;
    }

    SecurityIdentity identity() {
        return identity;
    }
}
