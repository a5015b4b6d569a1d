package org.llmops.router.identify;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.PresentedKey;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.problem.ProblemKind;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.snapshot.Configurations;
import org.llmops.router.snapshot.IssuedKeys;
import org.llmops.router.v1.CallerRef;

/** Finds out who calls, and fixes the configuration the call will see until its end. */
@Singleton
public class Identify implements Stage {
    private static final Logger LOG = Logger.getLogger(Identify.class);
    private static final String BEARER = "Bearer ";
    /** Where Anthropic's clients have their key. */
    private static final String API_KEY = "x-api-key";

    private static final Future<Progress> STRANGER = Progress.refused(RefusalReason.API_KEY_INVALID.because(
            "Incorrect API key or token provided, or it has expired or was revoked."));
    private static final Set<String> MAY_CALL = Set.of(Roles.APP, Roles.EDITOR, Roles.ADMIN, Roles.SERVICE);

    private final KeyBearers keys;
    private final TokenBearers tokens;
    private final IssuedKeys issued;
    private final Configurations configurations;

    Identify(KeyBearers keys, TokenBearers tokens, IssuedKeys issued, Configurations configurations) {
        this.keys = keys;
        this.tokens = tokens;
        this.issued = issued;
        this.configurations = configurations;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        Optional<Caller> known = exchange.client().known();
        return known.isPresent() ? accept(exchange, known.get()) : identify(exchange);
    }

    private Future<Progress> identify(Exchange exchange) {
        String authorization = exchange.headers().get("Authorization");
        String apiKey = exchange.headers().get(API_KEY);
        if (authorization != null && apiKey != null) {
            // Whoever reads the one and whoever reads the other would see two different callers.
            return Progress.refused(RefusalReason.API_KEY_INVALID.because(
                    "You provided two API keys. Send one, in the header Authorization or in " + API_KEY + "."));
        }
        String bearer = apiKey != null ? apiKey.trim() : bearer(authorization);
        if (bearer.isEmpty()) {
            return Progress.refused(RefusalReason.API_KEY_INVALID.because(
                    "You didn't provide an API key. Send it in a header: Authorization: Bearer <key>, or " + API_KEY
                            + ": <key>."));
        }
        if (bearer.startsWith(PresentedKey.PREFIX)) {
            return keys.identify(bearer).map(caller -> accept(exchange, caller)).orElse(STRANGER);
        }
        return tokens.identify(exchange.context(), exchange.client(), bearer)
                .compose(caller -> accept(exchange, named(caller)))
                .recover(Identify::refuse);
    }

    private static String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).trim()
                : "";
    }

    /** A service of the suite is an application of its own, so that budgets, limits and reports can tell what it spends. */
    private static Caller named(Caller caller) {
        return caller.kind() == Caller.Kind.SERVICE
                ? new Caller(caller.workspace(), caller.subject(), caller.kind(), caller.subject(), caller.roles())
                : caller;
    }

    private Future<Progress> accept(Exchange exchange, Caller caller) {
        MDC.put("workspace", caller.workspace().value());
        exchange.caller(caller);
        issued.of(caller).ifPresent(key -> exchange.allowedModels(key.allowedModels()));
        exchange.configuration(configurations.of(caller.workspace()));
        exchange.story().setWorkspace(caller.workspace().value()).setCaller(reference(caller));
        return mayCall(caller)
                ? Progress.ONWARD
                : Progress.refused(RefusalReason.CALLER_FORBIDDEN.because("You may look at calls, but not make them."));
    }

    private static boolean mayCall(Caller caller) {
        for (String role : MAY_CALL) {
            if (caller.has(role)) {
                return true;
            }
        }
        return false;
    }

    private static CallerRef reference(Caller caller) {
        @Nullable String app = caller.app();
        CallerRef.Builder reference = CallerRef.newBuilder()
                .setSubject(caller.subject())
                .setKind(
                        switch (caller.kind()) {
                            case USER -> "user";
                            case APP -> "app";
                            case SERVICE -> "service";
                        });
        return (app == null ? reference : reference.setApp(app)).build();
    }

    private static Future<Progress> refuse(Throwable failure) {
        if (failure instanceof AuthenticationFailedException || failure instanceof UnauthorizedException) {
            return STRANGER;
        }
        if (failure instanceof Problem problem) {
            return Progress.refused((problem.type().kind() == ProblemKind.INVALID
                            ? RefusalReason.REQUEST_INVALID
                            : RefusalReason.CALLER_FORBIDDEN)
                    .because(String.valueOf(problem.getMessage())));
        }
        LOG.error("Callers cannot be identified", failure);
        return Progress.refused(
                RefusalReason.IDENTITY_AWAY.because("Your token cannot be checked at the moment. Try again shortly."));
    }
}
