package org.llmops.guardrail;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.llmops.platform.testkit.HouseRules;

/** The rules of the house, in this service. */
@AnalyzeClasses(packages = "org.llmops.guardrail", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}
