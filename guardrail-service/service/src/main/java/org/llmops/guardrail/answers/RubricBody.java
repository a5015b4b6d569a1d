package org.llmops.guardrail.answers;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rubric as JSON. */
@RegisterForReflection
@Schema(name = "JudgeRubric")
record RubricBody(String name, String text) {}
