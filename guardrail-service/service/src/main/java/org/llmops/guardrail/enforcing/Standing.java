package org.llmops.guardrail.enforcing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyVersion;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.redacting.CompiledPolicy;

/**
 * What screens the calls of a workspace. All versions hold together whose places a call is at, so that a narrow place can
 * add rules to those of the workspace and never take any away. Each combination is compiled when it is first met.
 */
final class Standing {
    /** Combinations that are kept compiled; more are rare, and compiled anew. */
    private static final int MAX_KEPT = 256;

    private final List<StandingRow> rows;
    private final Map<PolicyRef, PolicyVersion> versions;
    private final Repertoire repertoire;
    private final Map<List<StandingVersion>, CompiledPolicy> compiled = new ConcurrentHashMap<>();
    private final Map<List<StandingRow>, AppliedPolicies> applied = new ConcurrentHashMap<>();

    /**
     * @param rows that of the narrowest place first
     * @param before what stood before: what has not changed is not compiled again
     */
    Standing(List<StandingRow> rows, List<PolicyVersion> versions, Repertoire repertoire, Standing... before) {
        this.rows = List.copyOf(rows);
        this.versions = new HashMap<>();
        this.repertoire = repertoire;
        versions.forEach(version -> this.versions.put(version.ref(), version));
        List<StandingVersion> standing =
                rows.stream().map(StandingRow::standing).toList();
        for (Standing old : before) {
            old.compiled.forEach((key, policy) -> {
                if (standing.containsAll(key)) {
                    compiled.put(key, policy);
                }
            });
        }
    }

    /** Whether it still is what stands. */
    boolean is(List<StandingRow> found) {
        return rows.equals(found);
    }

    /** Versions never change: those that are known need not be read again. */
    List<PolicyVersion> known() {
        return List.copyOf(versions.values());
    }

    /** What screens a call with these attributes. */
    AppliedPolicies at(Map<String, String> attributes) {
        List<StandingRow> here = rows.stream()
                .filter(row -> row.place().holds(row.name(), attributes))
                .toList();
        return here.isEmpty() ? AppliedPolicies.none(!rows.isEmpty()) : keep(applied, here, this::apply);
    }

    private AppliedPolicies apply(List<StandingRow> here) {
        LinkedHashSet<StandingVersion> enforced = new LinkedHashSet<>();
        LinkedHashSet<StandingVersion> shadows = new LinkedHashSet<>();
        here.forEach(row -> (row.stage() == Stage.ENFORCE ? enforced : shadows).add(row.standing()));
        List<CompiledPolicy> looking =
                shadows.stream().map(shadow -> compiled(List.of(shadow))).toList();
        if (enforced.isEmpty()) {
            return new AppliedPolicies(null, List.of(), Map.of(), looking, true);
        }
        List<StandingVersion> together = List.copyOf(enforced);
        return new AppliedPolicies(
                compiled(together),
                together.stream().map(StandingVersion::ref).toList(),
                joined(together).origins(),
                looking,
                true);
    }

    private CompiledPolicy compiled(List<StandingVersion> together) {
        return keep(compiled, together, key -> joined(key).compile(repertoire));
    }

    private JoinedPolicies joined(List<StandingVersion> together) {
        List<JoinedPolicies.Part> parts = new ArrayList<>();
        for (StandingVersion standing : together) {
            PolicyVersion version = versions.get(standing.ref());
            if (version == null) {
                throw new IllegalStateException("Every version that stands was read");
            }
            parts.add(new JoinedPolicies.Part(version, standing.demoted()));
        }
        return JoinedPolicies.of(parts);
    }

    private static <K, V> V keep(Map<K, V> kept, K key, java.util.function.Function<K, V> make) {
        V known = kept.get(key);
        if (known != null) {
            return known;
        }
        V made = make.apply(key);
        if (kept.size() < MAX_KEPT) {
            kept.put(key, made);
        }
        return made;
    }
}
