package org.llmops.cost;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.llmops.platform.testkit.HouseRules;

/** The cost service keeps the rules of the house. */
@AnalyzeClasses(packages = "org.llmops.cost", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}
