package org.llmops.router.cache;

/**
 * A question that may be answered by what a like one was answered.
 *
 * @param bucket where like questions lie
 * @param text what was asked
 * @param vector where that points
 */
public record AskedQuestion(BucketKey bucket, String text, QuestionVector vector) {}
