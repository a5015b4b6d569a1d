package org.llmops.guardrail;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;
import static org.llmops.guardrail.Guardrails.texts;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class TextSizeAppTest {
    private static final String TOO_LONG = "me@example.com " + "é ".repeat(499_993) + "you@example.com";

    private final Guardrails arthur = Guardrails.as("arthur");

    @Test
    void textBeyondTheLimitIsBlockedUnlessThePolicySaysOtherwise() {
        arthur.inForce(rail("email", "redact"));

        arthur.screen(texts("input", TOO_LONG))
                .then()
                .body("verdict", is("block"))
                .body("segments.text", contains(""))
                .body("unscanned.reason", contains("TOO_LONG"))
                .body("unscanned.bytes", contains(16));
    }

    @Test
    void aPolicyMayLetItThroughAndSayHowMuchNobodyHasSeen() {
        String name = anyPolicy();
        arthur.publish(name, policy(rail("email", "redact")).put("unscanned", "allow"));
        arthur.enforce(name, 1);

        arthur.screen(texts("input", TOO_LONG))
                .then()
                .body("verdict", is("redact"))
                .body("segments[0].text", startsWith("<EMAIL_ADDRESS_1> é é"))
                .body("segments[0].text.length()", is(TOO_LONG.length() + 3))
                .body("findings.size()", is(1))
                .body("unscanned.bytes", contains(16));
    }
}
