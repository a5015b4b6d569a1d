package org.llmops.guardrail.custom;

import org.llmops.platform.identity.WorkspaceId;

/** A detector, ready to be asked. */
record Registered(WorkspaceId workspace, DetectorName name, Terms terms, Credentials credentials) {}
