package org.llmops.guardrail.suites;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.trying.Tried;

/**
 * How a version did on a suite.
 *
 * @param positives texts with something to find
 * @param caught those of them that were caught
 * @param negatives texts to leave alone
 * @param falseAlarms those of them that were changed or blocked
 * @param recall caught of positives; 1 without any
 * @param falsePositiveRate false alarms of negatives; 0 without any
 * @param failures cases that came out otherwise than expected, the first {@value #MAX_FAILURES}
 */
@RegisterForReflection
@Schema(name = "SuiteResult")
record SuiteResult(
        int positives,
        int caught,
        int negatives,
        int falseAlarms,
        double recall,
        double falsePositiveRate,
        List<Failure> failures) {
    static final int MAX_FAILURES = 500;

    SuiteResult {
        failures = List.copyOf(failures);
    }

    /** A case that came out otherwise; never its text. */
    @RegisterForReflection
    @Schema(name = "SuiteFailure")
    record Failure(
            String id,
            Verdict expectedVerdict,
            List<String> expectedEntities,
            Verdict verdict,
            List<String> entities,
            List<String> rules) {
        static Failure of(SuiteCase expected, Tried tried) {
            return new Failure(
                    expected.id(),
                    expected.expectedVerdict(),
                    expected.expectedEntities(),
                    tried.verdict(),
                    tried.entities(),
                    tried.rules());
        }
    }

    /** @param tried in the order of the cases */
    static SuiteResult of(List<SuiteCase> cases, List<Tried> tried) {
        int positives = 0;
        int caught = 0;
        int falseAlarms = 0;
        List<Failure> failures = new ArrayList<>();
        for (int index = 0; index < cases.size(); index++) {
            SuiteCase expected = cases.get(index);
            boolean met = expected.isMetBy(tried.get(index));
            if (expected.isPositive()) {
                positives++;
                caught += met ? 1 : 0;
            } else {
                falseAlarms += met ? 0 : 1;
            }
            if (!met && failures.size() < MAX_FAILURES) {
                failures.add(Failure.of(expected, tried.get(index)));
            }
        }
        int negatives = cases.size() - positives;
        return new SuiteResult(
                positives,
                caught,
                negatives,
                falseAlarms,
                positives == 0 ? 1 : (double) caught / positives,
                negatives == 0 ? 0 : (double) falseAlarms / negatives,
                failures);
    }

    boolean meets(Suite suite) {
        return recall >= suite.minRecall() && falsePositiveRate <= suite.maxFalsePositiveRate();
    }
}
