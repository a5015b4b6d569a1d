package org.llmops.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.llmops.local.api.Answer;
import org.llmops.local.api.Json;
import org.llmops.local.api.Suite;
import org.llmops.local.settings.Ports;
import org.llmops.platform.servers.ServerFailure;
import org.llmops.platform.servers.Waiting;

/**
 * One call, told from the application's request to the budget it was paid from. Whatever is printed was returned by a public
 * API; whatever should hold and does not ends the story.
 */
final class Story {
    private static final String EMAIL = "jane.roe@example.org";
    private static final String CARD = "4111 1111 1111 1111";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of a call's record, what tells the story; the rest is a GET away. */
    private static final Set<String> OF_A_RECORD = Set.of(
            "id",
            "app",
            "status",
            "requested_model",
            "model",
            "provider",
            "route",
            "prompt",
            "cache",
            "duration_ms",
            "screening",
            "usage",
            "cost",
            "request",
            "response",
            "leases");

    private final Ports ports;
    private final String key;
    private final PrintStream out;
    private int chapter;

    Story(Ports ports, String key, PrintStream out) {
        this.ports = ports;
        this.key = key;
        this.out = out;
    }

    void tell() {
        Suite person = Suite.as("alice", ports);
        ObjectNode request = request();
        ChatCall call = call(request);
        whatTheModelSaw(person);
        theSameAgain(request, call);
        String id = call.header("x-llmops-call-id");
        record(person, id);
        thumbsDown(person, id);
        ledger(person, id);
        spend(person);
        budgets(person);
        out.println();
        out.println("✓ the story holds");
    }

    private ObjectNode request() {
        int order =
                ThreadLocalRandom.current().nextInt(10_000, 100_000); // new each time, so that no cache knows it yet
        ObjectNode request = Json.object().put("model", "route:support").put("stream", true);
        request.putObject("prompt")
                .put("id", "support-reply")
                .put("label", "production")
                .putObject("variables")
                .put("product", "Aurora lamp")
                .put(
                        "customer_message",
                        "Order " + order + " flickers. Write to " + EMAIL + " and pay my card " + CARD + " back.");
        return request;
    }

    private ChatCall call(JsonNode request) {
        chapter("An application asks, naming a prompt and its variables");
        out.println("     " + request.at("/prompt"));
        ChatCall call = ChatCall.stream(Suite.url("router-service", ports), key, request, out);
        headers(call);
        hold(
                call.text().contains(EMAIL) && call.text().contains(CARD),
                "the answer holds the customer's own data again");
        hold(!call.header("x-llmops-call-id").isEmpty(), "the call has an id");
        hold(!cameFromCache(call), "a question never asked before is not in the cache");
        return call;
    }

    private void whatTheModelSaw(Suite person) {
        chapter("The model saw placeholders instead of personal data");
        JsonNode requests =
                person.simulator().get("/sim/requests").expect(200).json().path("requests");
        String body = requests.path(requests.size() - 1).path("body").asText();
        out.println("     " + body);
        hold(!body.contains(EMAIL) && !body.contains(CARD), "neither address nor card number left the suite");
    }

    /** No call waits for its answer to be kept, so that one right behind it may come too early. */
    private void theSameAgain(JsonNode request, ChatCall first) {
        chapter("The same call again is answered from the cache");
        AtomicReference<ChatCall> again = new AtomicReference<>();
        Waiting.until(PATIENCE, () -> {
            again.set(ChatCall.stream(Suite.url("router-service", ports), key, request, out));
            headers(again.get());
            return cameFromCache(again.get());
        });
        ChatCall second = again.get();
        hold(cameFromCache(second), "it came from the cache");
        hold(second.text().equals(first.text()), "it is the same answer");
    }

    private void record(Suite person, String id) {
        chapter("The first call is on record");
        Answer answer = eventually(() -> person.evals().get("/v1/calls/" + id));
        ObjectNode record = (ObjectNode) answer.json();
        out.println("     " + answer.request());
        show(withoutProvidersWords(record.deepCopy().retain(OF_A_RECORD)));
        hold(!record.at("/cost/usd").asText().isEmpty(), "it has a cost");
        hold(record.at("/screening/input/verdict").asText().equals("redact"), "its input was redacted");
    }

    /** The provider's own answer and counts are in the record too, as they came; here they would only repeat the rest. */
    private static JsonNode withoutProvidersWords(ObjectNode record) {
        ((ObjectNode) record.path("usage")).remove("raw");
        return record.<ObjectNode>set("response", record.at("/response/choices/0/message"));
    }

    private void thumbsDown(Suite person, String id) {
        chapter("The customer did not like the answer");
        Answer given = Suite.with(key, ports)
                .evals()
                .post(
                        "/v1/feedback",
                        Json.object().put("call_id", id).put("value", "down").put("comment", "Too vague"))
                .expect(200, 201);
        out.println("     " + given.request());
        show(given.json());
        JsonNode feedback =
                person.evals().get("/v1/calls/" + id).expect(200).json().path("feedback");
        hold(feedback.size() == 1, "the call has the feedback");
    }

    private void ledger(Suite person, String id) {
        chapter("The ledger knows what it cost, and by which price");
        Answer entry = eventually(() -> person.costs().get("/v1/ledger/" + id));
        out.println("     " + entry.request());
        show(entry.json());
    }

    private void spend(Suite person) {
        chapter("Spend, by day, model, app and prompt version");
        Answer spend = person.costs()
                .get("/v1/spend?group_by=day,model,app,prompt_version")
                .expect(200);
        out.println("     " + spend.request());
        spend.json().path("rows").forEach(row -> out.println("     " + row));
        hold(
                StreamSupport.stream(spend.json().path("rows").spliterator(), false)
                        .anyMatch(row -> row.path("prompt").asText().equals("support-reply")),
                "the prompt shows up in the report");
    }

    private void budgets(Suite person) {
        chapter("What is left of the budget");
        Answer budgets = person.costs().get("/v1/budgets").expect(200);
        out.println("     " + budgets.request());
        budgets.json().path("items").forEach(budget -> out.println("     " + budget));
        hold(!budgets.json().path("items").isEmpty(), "there is a budget");
    }

    private static boolean cameFromCache(ChatCall call) {
        return call.header("x-llmops-cache").equals("hit");
    }

    private void chapter(String title) {
        out.println();
        out.println(++chapter + ". " + title);
    }

    private void headers(ChatCall call) {
        out.println("     → " + call.chunks() + " chunks in " + call.duration().toMillis() + " ms");
        for (String name : List.of("call-id", "model", "cache", "cost-usd", "overhead-ms")) {
            String value = call.header("x-llmops-" + name);
            out.println(
                    "     → x-llmops-" + name + ": " + (value.isEmpty() ? "(not known when the answer began)" : value));
        }
    }

    private void show(JsonNode json) {
        json.toPrettyString().lines().forEach(line -> out.println("     " + line));
    }

    private void hold(boolean holds, String what) {
        if (!holds) {
            throw new ServerFailure("Step " + chapter + " does not hold: " + what + " (expected)");
        }
        out.println("     ✓ " + what);
    }

    /** Records travel through Kafka, so they take a moment. */
    private static Answer eventually(Supplier<Answer> question) {
        Waiting.until(PATIENCE, () -> question.get().status() == 200);
        return question.get().expect(200);
    }
}
