package org.llmops.guardrail.releases;

import org.llmops.guardrail.enforcing.Stage;
import org.llmops.guardrail.policies.PolicyRef;

/** Asks for a version to be moved to a stage. */
record MoveVersion(PolicyRef ref, Stage to, String why) {}
