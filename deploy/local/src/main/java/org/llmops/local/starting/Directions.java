package org.llmops.local.starting;

import java.io.PrintStream;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.seeding.DemoKey;

/** Tells a person where everything is and how to make the first call. */
final class Directions {
    private final LocalStack stack;
    private final PrintStream out;

    Directions(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    void print() {
        String key = new DemoKey(stack.layout()).read().orElse("(no key)");
        out.println();
        out.println("OpenAI base URL    " + url("router-service") + "/v1");
        out.println(
                "API key            " + key + "   (also in " + stack.layout().key() + ")");
        out.println(
                "prompt-registry    " + url("prompt-registry") + "     guardrail-service  " + url("guardrail-service"));
        out.println("cost-service       " + url("cost-service") + "     eval-service       " + url("eval-service"));
        out.println("Keycloak           " + url("keycloak")
                + "     people: alice, arthur, ava (acme), grace (globex), olga (both);"
                + " password = name; console: admin/admin");
        out.println("Each service has   /q/openapi  /q/health  /q/metrics");
        out.println();
        out.println("Try:");
        out.println("""
                curl -N %s/v1/chat/completions -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '{
                  "model": "route:support", "stream": true,
                  "prompt": {"id": "support-reply", "label": "production", "variables": {
                    "product": "Aurora lamp", "customer_message": "It flickers. Write to jane@example.org."}}}'""".formatted(url("router-service"), key));
        out.println();
        out.println("./llmops demo tells the whole story; ./llmops status shows what runs; ./llmops down stops it.");
    }

    private String url(String part) {
        return "http://127.0.0.1:" + stack.ports().of(part);
    }
}
