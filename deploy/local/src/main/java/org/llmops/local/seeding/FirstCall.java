package org.llmops.local.seeding;

import java.time.Duration;
import org.llmops.local.api.Answer;
import org.llmops.local.api.Suite;
import org.llmops.local.parts.LocalStack;
import org.llmops.platform.servers.ServerFailure;
import org.llmops.platform.servers.Waiting;

/** Waits until the router has heard of what was seeded, so that whoever reads "ready" is not refused. */
record FirstCall(LocalStack stack) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    void await() {
        String key = new DemoKey(stack.layout()).read().orElseThrow();
        Suite app = Suite.with(key, stack.ports());
        if (!Waiting.until(PATIENCE, () -> knowsTheRoute(app.router().get("/v1/models")))) {
            app.router().get("/v1/models").expect(200);
            throw new ServerFailure("router-service does not offer the route 'support'; see "
                    + stack.layout().log("router-service"));
        }
    }

    private static boolean knowsTheRoute(Answer models) {
        return models.status() == 200 && models.body().contains("route:support");
    }
}
