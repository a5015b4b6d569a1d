package org.llmops.guardrail.templates;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.guardrail.policies.PublishRequest;

/**
 * A ready policy.
 *
 * @param reasons why each rail is there, by its id
 */
@RegisterForReflection(targets = {Template.class, PublishRequest.class})
@Schema(name = "PolicyTemplate")
record Template(String name, String title, String description, Map<String, String> reasons, PublishRequest policy) {
    Template {
        reasons = Map.copyOf(reasons);
    }
}
