package org.llmops.guardrail.injection;

import java.util.List;
import org.llmops.guardrail.learning.Reading;

/**
 * How suspicious a passage is.
 *
 * @param falseAlarms the share of harmless texts in which some passage up to this one would be as suspicious
 * @param reading what the model made of the stretch that was the most suspicious
 * @param readable that stretch as the model read it
 * @param signals what the model was told beside it
 */
record Suspicion(double falseAlarms, Reading reading, String readable, List<String> signals, Observation observation) {}
