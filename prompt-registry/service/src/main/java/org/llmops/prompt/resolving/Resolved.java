package org.llmops.prompt.resolving;

import org.jspecify.annotations.Nullable;
import org.llmops.prompt.catalog.PromptVersion;

/**
 * The version found.
 *
 * @param label the label that led to it; absent when it was asked for by number
 */
public record Resolved(PromptVersion version, @Nullable String label) {}
