package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.guardrail.enforcing.Place;

/** A policy where it applies, and who put it there when. */
@RegisterForReflection
@Schema(name = "Attachment")
record Attachment(Place place, String name, String policy, String attachedBy, Instant attachedAt) {}
