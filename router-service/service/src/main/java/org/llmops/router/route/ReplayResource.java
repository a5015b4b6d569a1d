package org.llmops.router.route;

import static org.llmops.router.RouterProblem.DECISION_INVALID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.router.body.Json;
import org.llmops.router.decision.DecisionJson;
import org.llmops.router.decision.RecordedDecision;
import org.llmops.router.decision.Replay;
import org.llmops.router.routes.StoredRoutes;
import org.llmops.router.routes.document.DocumentText;

/** Decisions made again, over REST. */
@Path("/admin/v1/routes/replay")
@Tag(name = "Routes")
class ReplayResource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx;
    private final StoredRoutes routes;
    private final Transactions transactions;
    private final CurrentCaller callers;

    ReplayResource(Vertx vertx, StoredRoutes routes, Transactions transactions, CurrentCaller callers) {
        this.vertx = vertx;
        this.routes = routes;
        this.transactions = transactions;
        this.callers = callers;
    }

    @POST
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Make a recorded decision again",
            description = "By the version that made it, or by another one: what would that have chosen?")
    public Uni<ReplayView> replay(@NotNull @Valid ReplayRequest request) {
        WorkspaceId workspace = callers.get().workspace();
        RecordedDecision recorded = RecordedDecision.read(request.readDecision());
        String route = request.route() == null ? recorded.facts().route() : request.route();
        if (route.isEmpty()) {
            throw DECISION_INVALID.at(
                    "route",
                    "No route made this decision, its client named the model: name a route to see what it would have chosen");
        }
        boolean another = request.route() != null
                && !request.route().equals(recorded.facts().route());
        Integer version =
                request.version() != null || another ? request.version() : Integer.valueOf(recorded.version());
        return transactions
                .read(
                        workspace,
                        session -> (version == null
                                        ? routes.current(session, workspace, route)
                                        : Uni.createFrom().item(version))
                                .chain(number -> routes.document(session, workspace, route, number)
                                        .map(text -> new Found(number, text))))
                .chain(found -> aside(recorded, route, found));
    }

    /** Conditions of a version that is not in force have to be compiled. */
    private Uni<ReplayView> aside(RecordedDecision recorded, String route, Found found) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(
                                () -> ReplayView.of(
                                        route,
                                        Replay.of(recorded, route, found.text().parse(), found.version())),
                                false)
                        .toCompletionStage());
    }

    /** A version and its document. */
    private record Found(int version, DocumentText text) {}

    /**
     * A decision to be made again.
     *
     * @param decision as the call record has it: the text, or the object
     * @param route left out: the one that decided
     * @param version left out: the one that decided; of another route, the one in force
     */
    record ReplayRequest(
            @NotNull JsonNode decision,
            @Size(min = 1, max = 63) @Nullable String route,
            @Min(1) @Nullable Integer version) {
        private JsonNode readDecision() {
            String text = decision.isTextual() ? decision.asText() : decision.toString();
            byte[] bytes = Json.utf8(text);
            if (bytes.length > 2 * DecisionJson.MAX_BYTES) {
                throw DECISION_INVALID.at("decision", "is longer than any decision");
            }
            try {
                return Json.tree(bytes);
            } catch (IOException malformed) {
                throw DECISION_INVALID.at("decision", "is no JSON");
            }
        }
    }

    /**
     * What came of it.
     *
     * @param matches the call would go the same way
     * @param unknown what this version looks at and the call's decision did not: with it, the choice might be another
     */
    record ReplayView(String route, int version, boolean matches, JsonNode decision, List<String> unknown) {
        private static ReplayView of(String route, Replay replay) {
            try {
                return new ReplayView(
                        route,
                        replay.decision().version(),
                        replay.matches(),
                        JSON.readTree(DecisionJson.of(replay.decision())),
                        replay.unknown());
            } catch (IOException impossible) {
                throw new IllegalStateException("The decision was written as JSON", impossible);
            }
        }
    }
}
