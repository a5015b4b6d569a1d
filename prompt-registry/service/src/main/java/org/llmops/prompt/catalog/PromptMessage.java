package org.llmops.prompt.catalog;

import org.llmops.prompt.template.Template;

/** One message of a version. */
public record PromptMessage(Role role, Template content) {}
