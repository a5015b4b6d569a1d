package org.llmops.local.seeding;

import org.llmops.local.api.Json;
import org.llmops.local.api.Suite;

/** The route {@code support}: one model, and another provider's to fall back on. */
record SupportRoute() implements Seed {
    private static final String ROUTE = "/admin/v1/routes/support";

    @Override
    public String what() {
        return "route support";
    }

    @Override
    public boolean ensure(Suite admin) {
        if (admin.router().get(ROUTE).expect(200, 404).status() == 200) {
            return false;
        }
        admin.router()
                .post(ROUTE + "/versions", Json.resource("seed/route.json"))
                .expect(201);
        return true;
    }
}
