package org.llmops.guardrail.injection;

import java.util.List;

/** What an attack is aimed at. */
enum AttackKind {
    /** The instructions and data of the application. */
    INJECTION("injection", "PROMPT_INJECTION"),
    /** The limits of the model. */
    JAILBREAK("jailbreak", "JAILBREAK");

    private final String word;
    private final String entity;

    AttackKind(String word, String entity) {
        this.word = word;
        this.entity = entity;
    }

    String word() {
        return word;
    }

    String entity() {
        return entity;
    }

    /** By what most of the rules are about; an attack that no rule knows counts as an injection. */
    static AttackKind of(List<Observation.Sighting> sightings) {
        long jailbreaks = sightings.stream()
                .map(Observation.Sighting::rule)
                .distinct()
                .filter(Rule::jailbreak)
                .count();
        long rules =
                sightings.stream().map(Observation.Sighting::rule).distinct().count();
        return jailbreaks * 2 > rules ? JAILBREAK : INJECTION;
    }
}
