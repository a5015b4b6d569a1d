package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.platform.problem.FieldError;

/**
 * How a version stands before its gates.
 *
 * @param open whether it may be enforced now
 */
@RegisterForReflection
@Schema(name = "GateReport")
record GateReport(String policy, int version, boolean open, List<Gate> gates) {
    GateReport {
        gates = List.copyOf(gates);
    }

    static GateReport of(String policy, int version, List<Gate> gates) {
        return new GateReport(policy, version, gates.stream().allMatch(Gate::met), gates);
    }

    /**
     * One gate.
     *
     * @param gate its name in the settings
     * @param detail how things stand; when it is not met, what is missing
     */
    @RegisterForReflection
    @Schema(name = "GateState")
    record Gate(String gate, boolean met, String detail) {}

    List<FieldError> missing() {
        return gates.stream()
                .filter(gate -> !gate.met())
                .map(gate -> new FieldError("gates." + gate.gate(), gate.detail()))
                .toList();
    }
}
