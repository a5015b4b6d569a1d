package org.llmops.guardrail.pii;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which personal data a rail looks for, named by entity, by group such as {@code passport}, or by country such as DE. */
record Selection(List<Recogniser> recognisers, Set<Specialist> specialists) {
    /** Found only when asked for: companies are no persons, and dates and web addresses are everywhere. */
    private static final Set<String> NOT_USUAL = Set.of("company", "date", "web");

    /** What stands for everything there is. */
    static final String EVERYTHING = "all";

    private static final Map<String, String> NAMES = names().stream()
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name, (one, other) -> one));

    Selection {
        recognisers = List.copyOf(recognisers);
        specialists = Set.copyOf(specialists);
    }

    /** Everything personal, when nothing is named. */
    static Selection of(List<String> names) {
        Set<String> wanted = new LinkedHashSet<>(names);
        return new Selection(
                RecogniserTable.all().stream()
                        .filter(recogniser ->
                                chooses(wanted, recogniser.entity(), recogniser.group(), recogniser.country()))
                        .toList(),
                Set.copyOf(Arrays.stream(Specialist.values())
                        .filter(specialist -> chooses(wanted, specialist.name(), specialist.group(), "-"))
                        .toList()));
    }

    /** Every name that can be chosen. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        names.add(EVERYTHING);
        RecogniserTable.all().stream()
                .flatMap(recogniser -> Stream.of(recogniser.entity(), recogniser.group(), recogniser.country()))
                .filter(name -> !name.equals("-"))
                .forEach(names::add);
        Arrays.stream(Specialist.values())
                .flatMap(specialist -> Stream.of(specialist.name(), specialist.group()))
                .forEach(names::add);
        return names;
    }

    /** The groups that can be chosen. */
    static Set<String> groups() {
        return Stream.concat(
                        RecogniserTable.all().stream().map(Recogniser::group),
                        Arrays.stream(Specialist.values()).map(Specialist::group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The name as it is spelled here, whatever case it was written in; null when there is none. */
    static @Nullable String known(String written) {
        return NAMES.get(written.toLowerCase(Locale.ROOT));
    }

    private static boolean chooses(Set<String> wanted, String entity, String group, String country) {
        if (wanted.isEmpty()) {
            return !NOT_USUAL.contains(group);
        }
        return wanted.contains(EVERYTHING)
                || wanted.contains(entity)
                || wanted.contains(group)
                || !country.equals("-") && wanted.contains(country);
    }
}
