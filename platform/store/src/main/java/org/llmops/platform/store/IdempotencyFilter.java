package org.llmops.platform.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.RequestProblem;

/** Answers a repeated mutation with the first one's answer, marked `Idempotency-Replayed: true`. */
class IdempotencyFilter {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger log = Logger.getLogger(IdempotencyFilter.class);
    private static final Set<String> MUTATIONS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final List<String> KEPT_HEADERS = List.of(HttpHeaders.ETAG, HttpHeaders.LOCATION);
    private static final int MAX_KEY_LENGTH = 255;

    private final IdempotentRequest request;
    private final Idempotency idempotency;
    private final Transactions transactions;
    private final CurrentCaller callers;
    private final ObjectMapper json;

    IdempotencyFilter(
            IdempotentRequest request,
            Idempotency idempotency,
            Transactions transactions,
            CurrentCaller callers,
            ObjectMapper json) {
        this.request = request;
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.callers = callers;
        this.json = json;
    }

    /** Runs when the caller is known and the body is there: both are part of what makes a request the same. */
    @SuppressWarnings("deprecation") // its successor reads forms only
    @ServerRequestFilter(readBody = true)
    public Uni<Response> before(ContainerRequestContext context, RoutingContext http) throws IOException {
        String key = context.getHeaderString(HEADER);
        if (key == null || !MUTATIONS.contains(context.getMethod())) {
            return Uni.createFrom().nullItem();
        }
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH || key.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw RequestProblem.IDEMPOTENCY_KEY_MALFORMED.at(
                    HEADER, "A key is 1 to " + MAX_KEY_LENGTH + " printable ASCII characters, such as a UUID");
        }
        byte[] body = context.getEntityStream().readAllBytes();
        context.setEntityStream(new ByteArrayInputStream(body));
        String fingerprint = fingerprint(context.getMethod(), http.request().uri(), body);
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> idempotency.find(session, workspace, key))
                .invoke(kept -> request.carries(key, fingerprint))
                .map(kept -> kept.map(answer -> replay(answer, fingerprint)).orElse(null));
    }

    @ServerResponseFilter
    public Uni<Void> after(ContainerResponseContext response) {
        String key = request.key();
        String fingerprint = request.fingerprint();
        String claimedIn = request.workspace();
        if (key == null || fingerprint == null || claimedIn == null || !mayBeKept(response)) {
            return Uni.createFrom().voidItem();
        }
        WorkspaceId workspace = new WorkspaceId(claimedIn);
        KeptAnswer answer = new KeptAnswer(fingerprint, response.getStatus(), headers(response), body(response));
        return transactions
                .write(workspace, session -> idempotency.keep(session, workspace, key, answer))
                .onFailure()
                .invoke(failure -> log.warnf(failure, "The answer to an Idempotency-Key could not be kept"))
                .onFailure()
                .recoverWithNull();
    }

    /** An answer that is shown once, such as a new API key, says no-store: it is not kept, and a repetition is told so. */
    private static boolean mayBeKept(ContainerResponseContext response) {
        String cacheControl = response.getHeaderString(HttpHeaders.CACHE_CONTROL);
        return response.getStatus() < 500 && (cacheControl == null || !cacheControl.contains("no-store"));
    }

    private static Response replay(KeptAnswer kept, String fingerprint) {
        if (!kept.fingerprint().equals(fingerprint)) {
            throw RequestProblem.IDEMPOTENCY_KEY_REUSED.at(
                    HEADER, "This key came with another request before; take a new key for a new request");
        }
        Integer status = kept.status();
        if (status == null) {
            throw RequestProblem.IDEMPOTENCY_KEY_BUSY.at(
                    HEADER, "It is being handled, or its answer was lost: read the resource to see what it did");
        }
        Response.ResponseBuilder answer = Response.status(status).header(REPLAYED, true);
        String headers = kept.headers();
        if (headers != null) {
            headers.lines().forEach(line -> answer.header(line.split(": ", 2)[0], line.split(": ", 2)[1]));
        }
        return kept.body() == null
                ? answer.build()
                : answer.type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(kept.body())
                        .build();
    }

    private static String headers(ContainerResponseContext response) {
        return KEPT_HEADERS.stream()
                .flatMap(name -> response.getHeaderString(name) == null
                        ? Stream.empty()
                        : Stream.of(name + ": " + response.getHeaderString(name)))
                .collect(Collectors.joining("\n"));
    }

    private @Nullable String body(ContainerResponseContext response) {
        try {
            return response.hasEntity() ? json.writeValueAsString(response.getEntity()) : null;
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The answer cannot be written as JSON", unwritable);
        }
    }

    private static String fingerprint(String method, String uri, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((method + ' ' + uri + '\n').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
