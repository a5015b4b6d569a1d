package org.llmops.local.seeding;

import org.llmops.local.api.Json;
import org.llmops.local.api.Suite;

/** A budget for everything in the workspace, if it has none at all. */
record MonthlyBudget() implements Seed {
    @Override
    public String what() {
        return "a budget of 25 USD a month";
    }

    @Override
    public boolean ensure(Suite admin) {
        if (!admin.costs().get("/v1/budgets").expect(200).json().path("items").isEmpty()) {
            return false;
        }
        admin.costs().post("/v1/budgets", Json.resource("seed/budget.json")).expect(201);
        return true;
    }
}
