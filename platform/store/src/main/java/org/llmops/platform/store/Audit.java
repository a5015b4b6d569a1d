package org.llmops.platform.store;

/**
 * What a mutation is called in the audit log.
 *
 * @param action what is done, such as `prompt.version.publish`
 * @param resource to what, such as `prompts/support-reply`
 */
public record Audit(String action, String resource) {}
