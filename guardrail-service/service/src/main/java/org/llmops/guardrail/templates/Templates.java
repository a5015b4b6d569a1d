package org.llmops.guardrail.templates;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.llmops.guardrail.GuardrailProblem;

/** The templates that come with the service; a malformed one stops it at the start. */
@Startup
@Singleton
class Templates {
    private static final List<String> NAMES =
            List.of("finance", "health", "internal_assistant", "minors", "support_bot");

    private final List<Template> all;

    Templates(ObjectMapper json) {
        this.all = NAMES.stream().map(name -> read(name, json)).toList();
    }

    /** By name. */
    List<Template> all() {
        return all;
    }

    Template named(String name) {
        return all.stream()
                .filter(template -> template.name().equals(name))
                .findFirst()
                .orElseThrow(() -> GuardrailProblem.TEMPLATE_UNKNOWN.because("There are " + String.join(", ", NAMES)));
    }

    private static Template read(String name, ObjectMapper json) {
        try (InputStream file = Templates.class.getResourceAsStream("/policy-templates/" + name + ".json")) {
            if (file == null) {
                throw new IllegalStateException("The template " + name + " is missing from the service");
            }
            return json.readValue(file, Template.class);
        } catch (IOException malformed) {
            throw new UncheckedIOException("The template " + name + " is malformed", malformed);
        }
    }
}
