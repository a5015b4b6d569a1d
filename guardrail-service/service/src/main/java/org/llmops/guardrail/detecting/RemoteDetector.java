package org.llmops.guardrail.detecting;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/**
 * A detector that asks somebody else: a model or a service. It sees whole texts, and what it does not answer in time is
 * unscanned.
 */
public non-sealed interface RemoteDetector extends Detector {
    /**
     * What was found; positions are code points of the text. Fails when there is no answer.
     *
     * @param within how long an answer is of use
     */
    Uni<List<Match>> detect(Scene scene, String text, Duration within);
}
