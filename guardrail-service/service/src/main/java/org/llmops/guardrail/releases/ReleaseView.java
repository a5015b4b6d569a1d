package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far a policy's versions have come, and where it applies.
 *
 * @param versions those that are no drafts, newest first
 * @param places the narrowest first
 */
@RegisterForReflection
@Schema(name = "Release")
record ReleaseView(String policy, List<StagedVersion> versions, List<Attachment> places) {
    ReleaseView {
        versions = List.copyOf(versions);
        places = List.copyOf(places);
    }
}
