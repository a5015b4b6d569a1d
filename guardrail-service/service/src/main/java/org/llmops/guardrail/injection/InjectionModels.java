package org.llmops.guardrail.injection;

import org.llmops.guardrail.learning.LinearModel;

/** The models that weigh what the rules and the words say: one for what users write, one for what is only data. */
record InjectionModels(LinearModel user, LinearModel data) {
    static final String USER = "/injection/user.weights";
    static final String DATA = "/injection/data.weights";

    static InjectionModels shipped() {
        return new InjectionModels(LinearModel.ofResource(USER), LinearModel.ofResource(DATA));
    }
}
