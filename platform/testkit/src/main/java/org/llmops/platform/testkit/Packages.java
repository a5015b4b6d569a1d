package org.llmops.platform.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** What the house rules look for in packages. */
final class Packages {
    private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

    private Packages() {}

    static ArchCondition<JavaClass> beNullMarked() {
        return new ArchCondition<>("be in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NULL_MARKED);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getPackageName() + (marked ? " is" : " is not") + " @NullMarked"));
            }
        };
    }
}
