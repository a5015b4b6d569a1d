package org.llmops.platform.problem;

/**
 * One field at fault.
 *
 * @param field where, as the caller wrote it
 * @param detail what is wrong with it and how to mend it
 */
public record FieldError(String field, String detail) {}
