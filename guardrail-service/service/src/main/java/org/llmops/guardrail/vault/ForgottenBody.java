package org.llmops.guardrail.vault;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many pseudonyms lost their values. */
@RegisterForReflection
@Schema(name = "Forgotten")
record ForgottenBody(int forgotten) {}
