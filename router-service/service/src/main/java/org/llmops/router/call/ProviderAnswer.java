package org.llmops.router.call;

import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.TokenUsage;

/**
 * A whole answer.
 *
 * @param body in the format its request had
 * @param usage what it took; null when the provider did not say
 */
public record ProviderAnswer(AnswerBody body, @Nullable TokenUsage usage) {}
