package org.llmops.eval.feedback;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The answer to whoever gave feedback.
 *
 * @param feedback what was given
 * @param pending the call is not in the log, yet; the feedback is kept for when it arrives
 */
record GivenFeedbackView(@JsonUnwrapped FeedbackView feedback, boolean pending) {
    static GivenFeedbackView of(GivenFeedback given) {
        return new GivenFeedbackView(FeedbackView.of(given.feedback()), given.pending());
    }
}
