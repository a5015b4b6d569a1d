package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Detectors;
import org.llmops.platform.testkit.RealServers;

/** Templates against all detectors that the service really has. */
@QuarkusTest
@WithTestResource(RealServers.class)
class TemplateAppTest {
    private final Guardrails arthur = Guardrails.as("arthur");

    @Inject
    Detectors detectors;

    @Test
    void everyTemplateBecomesAPolicyThatCanBeEnforced() {
        List<String> names = arthur.get("/policy-templates").path("items.name");
        List<String> named = arthur.get("/policy-templates").path("items.policy.rails.flatten().detector");
        TreeSet<String> missing = new TreeSet<>(named);
        detectors.all().stream().map(DetectorType::name).forEach(missing::remove);
        assertThat(missing)
                .as("detectors that templates name and the service lacks")
                .isEmpty();
        for (String name : names) {
            String policy = Guardrails.anyPolicy();
            arthur.post("/policy-templates/" + name + "/instantiate", new JsonObject().put("policy", policy))
                    .statusCode(201);
            arthur.enforce(policy, 1).then().statusCode(200);
            arthur.release();
        }
    }
}
