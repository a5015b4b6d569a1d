package org.llmops.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all tests the same suite: started before the first, stopped after the last. */
public class RunningSuite implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RunningSuite.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        suite(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Suite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return suite(context);
    }

    /** The suite, started if it is not running. */
    public static Suite suite(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent("suite", key -> started(), Suite.class);
    }

    private static Suite started() {
        Suite suite = new Suite();
        suite.reset();
        suite.up();
        return suite;
    }
}
