package org.llmops.platform.identity;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.MDC;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.problem.RequestProblem;

/** Tells REST resources and gRPC services who is calling. */
@RequestScoped
public class CurrentCaller {
    /** The attribute of a security identity that holds its Caller, or the Problem that prevents there being one. */
    public static final String ATTRIBUTE = "llmops.caller";

    private final CurrentIdentityAssociation identity;

    CurrentCaller(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    /**
     * Also puts the workspace into the log of this request.
     *
     * @throws Problem when the request names no workspace, or one the caller may not act in
     */
    public Caller get() {
        Caller caller = of(authenticated());
        MDC.put("workspace", caller.workspace().value());
        return caller;
    }

    /** Until when the caller's token is good, which a stream may outlast; without a token there is no such end. */
    public Instant goodUntil() {
        return authenticated().getPrincipal() instanceof JsonWebToken token
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : Instant.MAX;
    }

    /** The check of the method's roles has authenticated already; to wait here would block the event loop. */
    private SecurityIdentity authenticated() {
        SecurityIdentity known =
                identity.getDeferredIdentity().subscribeAsCompletionStage().getNow(null);
        if (known == null) {
            throw new IllegalStateException("The caller was asked for before the roles were checked");
        }
        return known;
    }

    public static Caller of(SecurityIdentity identity) {
        Object attribute = identity.getAttribute(ATTRIBUTE);
        if (attribute instanceof Problem problem) {
            throw problem;
        }
        if (attribute instanceof Caller caller) {
            return caller;
        }
        throw RequestProblem.UNAUTHENTICATED.because("Send 'Authorization: Bearer <token>'");
    }
}
