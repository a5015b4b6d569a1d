package org.llmops.guardrail.onnx;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.llmops.platform.testkit.HouseRules;

/** The rules of the house, in this module. */
@AnalyzeClasses(packages = "org.llmops.guardrail.onnx", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchTests rules = ArchTests.in(HouseRules.class);
}
