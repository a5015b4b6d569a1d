package org.llmops.platform.identity;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers with what the verification of a token has shown; what is added to identities is added to these as well. */
@ApplicationScoped
class VerifiedTokenProvider implements IdentityProvider<VerifiedTokenRequest> {
    @Override
    public Class<VerifiedTokenRequest> getRequestType() {
        return VerifiedTokenRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(VerifiedTokenRequest request, AuthenticationRequestContext context) {
        return Uni.createFrom().item(request.identity());
    }
}
