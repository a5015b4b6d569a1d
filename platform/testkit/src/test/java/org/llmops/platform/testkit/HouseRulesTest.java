package org.llmops.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule can fail, says why, and leaves proper code alone. */
class HouseRulesTest {
    private static final JavaClasses PROPER =
            new ClassFileImporter().importPackages("org.llmops.sample.proper", "org.llmops.sample.v1");
    private static final JavaClasses IMPROPER = new ClassFileImporter()
            .importPackages(
                    "org.llmops.sample.first",
                    "org.llmops.sample.second",
                    "org.llmops.sample.util",
                    "org.llmops.sample.pricing",
                    "org.llmops.sample.unmarked",
                    "org.llmops.sample.v1");

    static Stream<Arguments> rulesAndWhoBreaksThem() {
        return Stream.of(
                arguments("everyRestMethodSaysWhoMayCallIt", "OpenResource.forgets"),
                arguments("everyRpcSaysWhoMayCallIt", "OpenGrpc.greet"),
                arguments("restMethodsArePublic", "OpenResource.hidden"),
                arguments("featuresFormNoCycles", "Slice first"),
                arguments("packagesAreFeatures", "org.llmops.sample.util"),
                arguments("classNamesSaySomething", "NameUtils"),
                arguments("nothingWaits", "Impatient.waits"),
                arguments("onlyBridgesSubscribe", "Impatient.subscribes"),
                arguments("onlyTheStoreOpensSessions", "BackDoor"),
                arguments("moneyIsExact", "Price.usd"),
                arguments("everyPackageIsNullMarked", "org.llmops.sample.unmarked"));
    }

    @ParameterizedTest
    @MethodSource("rulesAndWhoBreaksThem")
    void aRuleNamesTheCodeThatBreaksItAndOnlyThat(String rule, String culprit) throws ReflectiveOperationException {
        List<String> violations = evaluate(rule, IMPROPER).getFailureReport().getDetails();
        assertThat(violations).isNotEmpty().allMatch(violation -> violation.contains(culprit), culprit);
    }

    @ParameterizedTest
    @MethodSource("rulesAndWhoBreaksThem")
    void aRuleLeavesProperCodeAlone(String rule, String culprit) throws ReflectiveOperationException {
        assertThat(evaluate(rule, PROPER).getFailureReport().getDetails()).isEmpty();
    }

    @Test
    void everyRuleIsShownToFailAndSaysWhy() throws IllegalAccessException {
        List<String> shown = rulesAndWhoBreaksThem()
                .map(arguments -> (String) arguments.get()[0])
                .toList();
        for (Field field : HouseRules.class.getDeclaredFields()) {
            if (field.isAnnotationPresent(ArchTest.class)) {
                assertThat(shown).contains(field.getName());
                assertThat(((ArchRule) field.get(null)).getDescription()).contains("because");
            }
        }
    }

    private static EvaluationResult evaluate(String rule, JavaClasses classes) throws ReflectiveOperationException {
        return ((ArchRule) HouseRules.class.getDeclaredField(rule).get(null)).evaluate(classes);
    }
}
