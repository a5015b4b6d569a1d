package org.llmops.platform.identity;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.problem.Problem;

/** Attaches the caller to every identity that came from a token; over gRPC the metadata are the request's headers. */
@ApplicationScoped
class CallerAugmentor implements SecurityIdentityAugmentor {
    static final String CLAIM = "workspaces";

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity)
                        .addAttribute(CurrentCaller.ATTRIBUTE, callerOrProblem(identity, token, named(attributes)))
                        .build());
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    /** A problem is kept for whoever asks for the caller: who may not act here is still who they are. */
    private static Object callerOrProblem(SecurityIdentity identity, JsonWebToken token, @Nullable String named) {
        try {
            return TokenCallers.caller(subject(token), identity.getRoles(), groups(token), named);
        } catch (Problem problem) {
            return problem;
        }
    }

    private static @Nullable String named(Map<String, Object> attributes) {
        RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        return request == null ? null : request.request().getHeader(WorkspaceHeader.NAME);
    }

    private static String subject(JsonWebToken token) {
        String client = token.getClaim("client_id");
        return client == null ? token.getName() : client;
    }

    private static Set<String> groups(JsonWebToken token) {
        Object claim = token.getClaim(CLAIM);
        return claim instanceof Collection<?> groups
                ? groups.stream()
                        .map(group -> group instanceof JsonString json ? json.getString() : String.valueOf(group))
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
