package org.llmops.guardrail.injection;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** The detector {@code injection}: prompt injections and jailbreaks, by rules and a linear model. */
@Singleton
public class InjectionType implements DetectorType {
    private static final double SENSITIVITY = 0.01;
    private static final String RULES = "rules-3";

    private final InjectionModels models = InjectionModels.shipped();

    @Override
    public String name() {
        return "injection";
    }

    @Override
    public String description() {
        return "Prompt injections and jailbreaks in 15 languages, by a grammar of rules and a linear model; `sensitivity`"
                + " is the share of harmless texts that may be reported. In tool results and context any order to an"
                + " assistant counts.";
    }

    @Override
    public String version() {
        return RULES + "+" + models.user().version() + "+" + models.data().version();
    }

    @Override
    public Stage stage() {
        return Stage.LEARNED;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "sensitivity",
                "The share of harmless texts that may be reported, 0.0001 to 0.2",
                "languages",
                "Whose rules are read, ISO 639-1",
                "kinds",
                "injection, jailbreak");
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    @Override
    public Detector compile(Parameters parameters) {
        double sensitivity = parameters.number("sensitivity", 0.0001, 0.2, SENSITIVITY);
        return new InjectionDetector(models, new Observer(languages(parameters)), sensitivity, kinds(parameters));
    }

    private static List<String> languages(Parameters parameters) {
        List<String> languages = parameters.texts("languages", Observer.languages());
        return languages.isEmpty() || !Observer.languages().containsAll(languages)
                ? parameters.fault(
                        "languages", "Some of " + String.join(", ", Observer.languages()), Observer.languages())
                : languages;
    }

    private static Set<AttackKind> kinds(Parameters parameters) {
        List<String> words =
                Arrays.stream(AttackKind.values()).map(AttackKind::word).toList();
        List<String> wanted = parameters.texts("kinds", words);
        if (wanted.isEmpty() || !words.containsAll(wanted)) {
            return parameters.fault("kinds", "Some of " + String.join(", ", words), Set.of(AttackKind.values()));
        }
        return Arrays.stream(AttackKind.values())
                .filter(kind -> wanted.contains(kind.word()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
