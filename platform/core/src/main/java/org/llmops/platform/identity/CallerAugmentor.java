package org.llmops.platform.identity;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.problem.Problem;

/** Attaches the caller to every identity that came from a token; over gRPC the metadata are the request's headers. */
@ApplicationScoped
class CallerAugmentor implements SecurityIdentityAugmentor {
    private final VerifiedTokens tokens;

    CallerAugmentor(VerifiedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity)
                        .addAttribute(RoutingContext.class.getName(), request)
                        .addAttribute(CurrentCaller.ATTRIBUTE, callerOrProblem(identity, token, named(request)))
                        .build());
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    /** What is remembered of a token is what OpenID Connect said of it, before anyone adds to that. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    /** A problem is kept for whoever asks for the caller: who may not act here is still who they are. */
    private Object callerOrProblem(SecurityIdentity identity, JsonWebToken token, @Nullable String named) {
        TokenBearer bearer = bearer(identity, token);
        try {
            return TokenCallers.caller(bearer.subject(), identity.getRoles(), bearer.groups(), named);
        } catch (Problem problem) {
            return problem;
        }
    }

    private TokenBearer bearer(SecurityIdentity identity, JsonWebToken token) {
        TokenBearer known = identity.getAttribute(TokenBearer.ATTRIBUTE);
        if (known != null) {
            return known;
        }
        TokenBearer bearer = TokenBearer.of(token);
        tokens.keep(token, bearer, identity);
        return bearer;
    }

    private static @Nullable String named(@Nullable RoutingContext request) {
        return request == null ? null : request.request().getHeader(WorkspaceHeader.NAME);
    }
}
