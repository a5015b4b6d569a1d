package org.llmops.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Which package may know which. */
@AnalyzeClasses(packages = "org.llmops.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    private static final String[] APIS = {"..openai..", "..anthropic..", "..gemini..", "..bedrock..", "..cohere.."};

    @ArchTest
    static void the_apis_are_strangers(JavaClasses classes) {
        for (String api : APIS) {
            String[] others =
                    Stream.of(APIS).filter(other -> !other.equals(api)).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(api)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("each can be deleted without the others noticing")
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule serving_knows_no_api = noClasses()
            .that()
            .resideInAnyPackage("..serving..", "..answering..", "..inspecting..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(APIS)
            .because("an api is added without touching what serves it");

    @ArchTest
    static final ArchRule answers_know_nothing_of_http = noClasses()
            .that()
            .resideInAPackage("..answering..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..serving..", "..inspecting..", "io.vertx.core.http..", "io.vertx.ext.web..")
            .because("what a model says does not depend on how it is asked");

    @ArchTest
    static final ArchRule a_foreign_provider = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.llmops.platform..")
            .because("the simulator stands for somebody else's service");
}
