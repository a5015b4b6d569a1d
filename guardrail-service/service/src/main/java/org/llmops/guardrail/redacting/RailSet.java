package org.llmops.guardrail.redacting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.AskJudge;

/**
 * The rails that look at texts of one kind.
 *
 * @param local those that look here and now
 * @param judges those that ask somebody about every whole text
 * @param confirming those that are asked when another is uncertain, by id; what they find counts as a yes and no more
 * @param holds whether nothing of a text may be told before all of it was looked at
 * @param identity tells sets apart within one policy
 */
record RailSet(
        List<CompiledRail> local,
        List<CompiledRail> judges,
        Map<String, CompiledRail> confirming,
        boolean holds,
        String identity) {
    static final RailSet NONE = new RailSet(List.of(), List.of(), Map.of(), false, "");

    static RailSet of(List<CompiledRail> rails, Source source, boolean latest) {
        List<CompiledRail> looking = rails.stream()
                .filter(rail -> rail.rail().scope().stream().anyMatch(scope -> scope.covers(source, latest)))
                .toList();
        Map<String, CompiledRail> confirming = confirming(rails, looking);
        List<CompiledRail> judges = looking.stream()
                .filter(CompiledRail::isRemote)
                .filter(rail -> !confirming.containsKey(rail.id()))
                .toList();
        boolean holds = judges.stream().anyMatch(rail -> !rail.isShadow())
                || looking.stream().anyMatch(rail -> rail.action() == Action.QUARANTINE && !rail.isShadow());
        return new RailSet(
                looking.stream()
                        .filter(rail -> !rail.isRemote())
                        .sorted(Comparator.comparing(CompiledRail::stage))
                        .toList(),
                judges,
                confirming,
                holds,
                identity(rails, looking));
    }

    /** Of everything that may change what is found: that a version has the same name does not mean that it is the same. */
    private static String identity(List<CompiledRail> rails, List<CompiledRail> looking) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (CompiledRail rail : rails) {
                String part =
                        rail.order() + " " + looking.contains(rail) + " " + rail.detectorVersion() + " " + rail.rail();
                digest.update((part + '\0').getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every platform has SHA-256", impossible);
        }
    }

    private static Map<String, CompiledRail> confirming(List<CompiledRail> rails, List<CompiledRail> looking) {
        Set<String> asked = looking.stream()
                .map(rail -> rail.rail().askJudge())
                .filter(judge -> judge != null)
                .map(AskJudge::rail)
                .collect(Collectors.toSet());
        Map<String, CompiledRail> confirming = new HashMap<>();
        rails.stream()
                .filter(rail -> asked.contains(rail.id()) && rail.isRemote() && !rail.isShadow())
                .forEach(rail -> confirming.put(rail.id(), rail));
        return Map.copyOf(confirming);
    }

    boolean isEmpty() {
        return local.isEmpty() && judges.isEmpty();
    }

    /** Whether the whole text may be asked for once it is complete. */
    boolean keepsText() {
        return holds || !judges.isEmpty() || !confirming.isEmpty();
    }

    /** The rail that has this place in the policy, and looks at these texts. */
    CompiledRail at(int order) {
        return Stream.concat(local.stream(), judges.stream())
                .filter(rail -> rail.order() == order)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("What is remembered was found by these rails"));
    }

    boolean redacts() {
        return redacting().findAny().isPresent();
    }

    /** The rails that have something written in place of what they find. */
    Stream<CompiledRail> redacting() {
        return Stream.concat(local.stream(), judges.stream())
                .filter(rail -> rail.action() == Action.REDACT && !rail.isShadow());
    }

    /** Who confirms a finding; absent: nobody, and it stands as it is. */
    @Nullable
    CompiledRail confirms(CompiledRail uncertain) {
        AskJudge judge = uncertain.rail().askJudge();
        return judge == null ? null : confirming.get(judge.rail());
    }
}
