package org.llmops.guardrail.redteam;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.WholeText;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Red-team runs over REST. */
@Path("/v1")
@Tag(name = "Red team", description = "Attacks that are tried on a policy, plain and disguised")
class RedTeamResource {
    private final RedTeaming teaming;
    private final CurrentCaller caller;

    RedTeamResource(RedTeaming teaming, CurrentCaller caller) {
        this.teaming = teaming;
        this.caller = caller;
    }

    /** What to attack, and how. */
    @Schema(name = "RedTeamRunRequest")
    record RunRequest(
            @NotNull String policy,
            @NotNull @Min(1) Integer version,

            @Schema(description = "Default: all that come with the service") @Nullable @Size(min = 1, max = 20)
            List<@NotNull String> corpora,

            @Schema(description = "Default: all") @Nullable @Size(min = 1, max = 13)
            List<@NotNull Disguise> encodings) {
        Plan plan() {
            return new Plan(
                    Objects.requireNonNullElse(corpora, Corpora.OWN).stream()
                            .distinct()
                            .toList(),
                    Objects.requireNonNullElse(encodings, List.of(Disguise.values())).stream()
                            .distinct()
                            .toList());
        }
    }

    /** An uploaded corpus. */
    @RegisterForReflection
    @Schema(name = "AttackCorpus")
    record CorpusBody(String name, int attacks) {}

    @POST
    @Path("red-team-runs")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Tries attacks on a policy version",
            description =
                    "Every attack in every encoding, and benign texts as a control. Goes on by itself; ask for the run"
                            + " to see how far it is.")
    public Uni<RestResponse<RedTeamRun>> start(@NotNull @Valid RunRequest request) {
        return teaming.start(
                        caller.get(),
                        new PolicyRef(new PolicyName(request.policy()), request.version()),
                        request.plan())
                .map(run -> RestResponse.status(RestResponse.Status.CREATED, run));
    }

    @GET
    @Path("red-team-runs")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Runs, newest first")
    public Uni<Page<RedTeamRun>> all(@Valid @BeanParam PageQuery page) {
        return teaming.page(caller.get().workspace(), page);
    }

    @GET
    @Path("red-team-runs/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How far a run is, and what passed through: by category, encoding and language")
    public Uni<RedTeamRun> one(@PathParam("id") UUID id) {
        return teaming.one(caller.get().workspace(), id);
    }

    @GET
    @Path("red-team-runs/{id}/report.csv")
    @Produces("text/csv")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "A run's figures as a table")
    public Uni<String> csv(@PathParam("id") UUID id) {
        return teaming.one(caller.get().workspace(), id).map(Report::csv);
    }

    @GET
    @Path("red-team-runs/{id}/report.md")
    @Produces("text/markdown")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "A run's figures for people")
    public Uni<String> markdown(@PathParam("id") UUID id) {
        return teaming.one(caller.get().workspace(), id).map(Report::markdown);
    }

    @POST
    @Path("red-team-runs/{id}/cancel")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Ends a run where it is; what was counted stays")
    public Uni<RedTeamRun> cancel(@PathParam("id") UUID id) {
        return teaming.cancel(caller.get(), id);
    }

    @GET
    @Path("attack-corpora")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The corpora that runs can name: those of the service, then those of the workspace by name")
    public Uni<Page<Corpora.Listed>> corpora() {
        return teaming.corpora(caller.get().workspace()).map(all -> new Page<>(all, null));
    }

    @DELETE
    @Path("attack-corpora/{name}")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Removes attacks of one's own; runs that name them and are not done fail")
    public Uni<Void> remove(@PathParam("name") String name) {
        return teaming.remove(caller.get(), name);
    }

    @PUT
    @Path("attack-corpora/{name}")
    @Consumes("application/x-ndjson")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Uploads attacks of one's own, in place of those of this name",
            description =
                    "A line each: {\"id\", \"category\", \"language\", \"text\"}; the category `benign` is for texts"
                            + " that are to pass, and `as_data` says what stands in tool results in place of `text`."
                            + " At most 2000.")
    public Uni<CorpusBody> upload(@PathParam("name") String name, byte @Nullable [] lines) {
        byte[] sent = Objects.requireNonNullElse(lines, new byte[0]);
        return teaming.upload(caller.get(), name, WholeText.read(sent, GuardrailProblem.CORPUS_INVALID))
                .map(attacks -> new CorpusBody(name, attacks));
    }
}
