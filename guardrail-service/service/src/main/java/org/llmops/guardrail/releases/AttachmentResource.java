package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.enforcing.AppliedPolicies;
import org.llmops.guardrail.enforcing.Place;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;

/** Where policies apply, over REST. */
@Path("/v1")
@Tag(name = "Places", description = "Where policies apply: the policies of all places that a call is at hold together")
class AttachmentResource {
    private final Attaching attaching;
    private final ReleaseReading reading;
    private final CurrentCaller caller;

    AttachmentResource(Attaching attaching, ReleaseReading reading, CurrentCaller caller) {
        this.attaching = attaching;
        this.reading = reading;
        this.caller = caller;
    }

    /** Which policy to attach. */
    @Schema(name = "AttachRequest")
    record AttachRequest(@NotNull String policy) {}

    /** What screens a call. */
    @RegisterForReflection
    @Schema(name = "AppliedPolicies")
    record Applied(
            @Schema(description = "They decide, all of them: of what they find the strictest action holds")
            List<Version> enforced,

            @Schema(description = "They only look on") List<Version> shadows) {
        /** A version. */
        @RegisterForReflection
        @Schema(name = "AppliedVersion")
        record Version(String name, int version) {
            static Version of(PolicyRef ref) {
                return new Version(ref.name().value(), ref.version());
            }
        }

        static Applied of(AppliedPolicies applied) {
            return new Applied(
                    applied.versions().stream().map(Version::of).toList(),
                    applied.shadows().stream()
                            .map(CompiledPolicy::ref)
                            .map(Version::of)
                            .toList());
        }
    }

    @GET
    @Path("attachments")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Every place that has a policy, the narrowest first; at most 500")
    public Uni<Page<Attachment>> all() {
        return attaching.all(caller.get().workspace()).map(all -> new Page<>(all, null));
    }

    @PUT
    @Path("attachments/{place}/{name}")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Has a policy apply at a place, instead of the one before",
            description =
                    "Places: `workspace` (named `all`), `app`, `route`, `prompt`, `key`. Its version that is enforced"
                            + " decides there, and its versions in shadow look on. A policy with gates is replaced by an"
                            + " administrator only.")
    public Uni<Attachment> attach(
            @PathParam("place") String place, @PathParam("name") String name, @NotNull @Valid AttachRequest request) {
        return attaching.attach(caller.get(), place(place), name, new PolicyName(request.policy()));
    }

    @DELETE
    @Path("attachments/{place}/{name}")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Has no policy apply at a place any more")
    public Uni<Void> detach(@PathParam("place") String place, @PathParam("name") String name) {
        return attaching.detach(caller.get(), place(place), name);
    }

    @GET
    @Path("applied-policies")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "What would screen a call",
            description = "Say where it happens: `?app=…&route=…&prompt=…&key=…`, as far as known.")
    public Uni<Applied> applied(@Context UriInfo uri) {
        Map<String, String> attributes = new LinkedHashMap<>();
        uri.getQueryParameters().forEach((name, values) -> attributes.put(name, values.getFirst()));
        return reading.applied(caller.get().workspace(), attributes).map(Applied::of);
    }

    private static Place place(String word) {
        return Arrays.stream(Place.values())
                .filter(place -> place.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> GuardrailProblem.PLACE_INVALID.at("place", "One of workspace, app, route, prompt, key"));
    }
}
