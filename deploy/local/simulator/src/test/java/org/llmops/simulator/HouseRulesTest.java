package org.llmops.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "org.llmops.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule the_apis_are_strangers = noClasses()
            .that()
            .resideInAPackage("..openai..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..anthropic..")
            .because("either can be deleted without the other noticing");

    @ArchTest
    static final ArchRule serving_knows_no_api = noClasses()
            .that()
            .resideInAnyPackage("..serving..", "..answering..", "..inspecting..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..openai..", "..anthropic..")
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
