package org.llmops.guardrail.policies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.RemoteDetector;
import org.llmops.platform.problem.FieldError;

/** Finds every fault of a policy's rails, each with its field and how to mend it. */
final class RailChecks {
    private static final int MAX_RAIL_ID = 63;

    private final List<Rail> rails;
    private final Repertoire repertoire;
    private final List<FieldError> faults;
    private final Map<String, Rail> byId = new HashMap<>();
    private final Map<Rail, Detector> detectors = new HashMap<>();
    private final Map<Rail, Response> responses = new HashMap<>();

    RailChecks(List<Rail> rails, Repertoire repertoire, List<FieldError> faults) {
        this.rails = List.copyOf(rails);
        this.repertoire = repertoire;
        this.faults = faults;
    }

    /** The rails with all defaults written out; of use only when no fault was found. */
    List<Rail> effective() {
        rails.forEach(rail -> byId.putIfAbsent(rail.id(), rail));
        List<Rail> effective = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < rails.size(); index++) {
            String field = "rails[" + index + "].";
            Rail rail = rails.get(index);
            if (!ids.add(rail.id())) {
                faults.add(new FieldError(field + "id", "Another rail of this policy has this id"));
            }
            checkItself(rail, field);
            effective.add(compiled(rail, field));
        }
        for (int index = 0; index < rails.size(); index++) {
            checkJudge(rails.get(index), "rails[" + index + "].ask_judge");
        }
        faults.addAll(RewriteCycles.find(rails, detectors, responses));
        return List.copyOf(effective);
    }

    private void checkItself(Rail rail, String field) {
        if (!PolicyName.isWellFormed(rail.id(), MAX_RAIL_ID)) {
            faults.add(new FieldError(
                    field + "id",
                    "A rail id has 1 to 63 of a-z, 0-9, '.', '_', '-', and starts with a letter or digit"));
        }
        if (rail.directions().isEmpty()) {
            faults.add(new FieldError(field + "directions", "A rail looks in at least one direction"));
        }
        if (rail.scope().isEmpty()) {
            faults.add(new FieldError(field + "scope", "A rail looks at something: leave it out to look everywhere"));
        }
        if (!isShare(rail.minScore())) {
            faults.add(new FieldError(field + "min_score", "A number from 0 to 1"));
        }
        if (rail.action() == Action.QUARANTINE && !isData(rail)) {
            faults.add(new FieldError(
                    field + "action",
                    "Only what goes to the model from tools or as context is quarantined: directions input, scope tools"
                            + " or context"));
        }
        if (rail.action() == Action.RE_ASK && !rail.directions().equals(Set.of(Direction.OUTPUT))) {
            faults.add(new FieldError(field + "action", "Only an answer can be asked for again: directions output"));
        }
    }

    private static boolean isData(Rail rail) {
        return rail.directions().equals(Set.of(Direction.INPUT))
                && Set.of(Scope.TOOLS, Scope.CONTEXT).containsAll(rail.scope());
    }

    private Rail compiled(Rail rail, String field) {
        Parameters action = new Parameters(rail.actionParameters(), field + "action_parameters");
        responses.put(rail, Response.compile(rail.action(), action, repertoire.operators()));
        Optional<DetectorType> type = repertoire.detectors().named(rail.detector());
        if (type.isEmpty()) {
            faults.add(new FieldError(
                    field + "detector",
                    "No detector is called '%s': there are %s"
                            .formatted(rail.detector(), repertoire.detectors().known())));
            faults.addAll(action.faults());
            return rail;
        }
        Parameters parameters = new Parameters(rail.parameters(), field + "parameters");
        detectors.put(rail, type.get().compile(parameters));
        List<FieldError> wrong = parameters.faults();
        if (!wrong.isEmpty()) {
            detectors.remove(rail);
        }
        faults.addAll(wrong);
        faults.addAll(action.faults());
        return rail.with(parameters.effective(), action.effective());
    }

    private void checkJudge(Rail rail, String field) {
        AskJudge judge = rail.askJudge();
        if (judge == null) {
            return;
        }
        if (!isShare(judge.low()) || !isShare(judge.high()) || judge.low() > judge.high()) {
            faults.add(new FieldError(field, "low and high are numbers from 0 to 1, and low is not above high"));
        }
        Rail asked = byId.get(judge.rail());
        if (asked == null || asked.equals(rail) || !(detectors.get(asked) instanceof RemoteDetector)) {
            faults.add(new FieldError(
                    field + ".rail", "The id of another rail of this policy whose detector asks a model or a service"));
        } else if (!asked.directions().containsAll(rail.directions())) {
            faults.add(new FieldError(field + ".rail", "That rail does not look in all directions of this one"));
        }
        if (detectors.get(rail) instanceof RemoteDetector) {
            faults.add(new FieldError(field, "This rail is a judge itself"));
        }
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }
}
