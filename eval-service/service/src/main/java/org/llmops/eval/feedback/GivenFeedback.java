package org.llmops.eval.feedback;

/**
 * Feedback that was just given.
 *
 * @param feedback what was given
 * @param replaced the same giver had said something of this call before
 * @param pending the call is not in the log, yet: the feedback is kept, and seen on the call when it arrives
 */
record GivenFeedback(Feedback feedback, boolean replaced, boolean pending) {}
