package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;
import static org.llmops.guardrail.Guardrails.texts;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Replacement;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class ProblemContractTest {
    private final Guardrails arthur = Guardrails.as("arthur");
    private final Guardrails ava = Guardrails.as("ava");
    private GuardrailClient client;

    @BeforeEach
    void connect() {
        client = new GuardrailClient();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aPolicyNameIsChecked() {
        expect(arthur.publish("Not_a_name", policy(rail("email", "redact"))), 400, "NAME_MALFORMED")
                .body("errors[0].field", is("name"));
    }

    @Test
    void everyFaultOfAPolicyIsNamed() {
        JsonObject faulty = policy(
                        rail("email", "redact").put("id", "A"),
                        rail("email", "redact").put("id", "twice").put("directions", new JsonArray()),
                        rail("iban", "block")
                                .put("id", "twice")
                                .put("parameters", new JsonObject().put("default_regions", JsonArray.of("US"))),
                        rail("phone", "block")
                                .put("parameters", new JsonObject().put("default_regions", JsonArray.of("XX"))))
                .put("unscanned", "redact");

        expect(arthur.publish(anyPolicy(), faulty), 422, "POLICY_INVALID")
                .body(
                        "errors.field",
                        contains(
                                "unscanned",
                                "rails[0].id",
                                "rails[1].directions",
                                "rails[2].id",
                                "rails[2].parameters.default_regions",
                                "rails[3].parameters.default_regions"));
        expect(arthur.publish(anyPolicy(), policy()), 422, "POLICY_INVALID").body("errors[0].field", is("rails"));
    }

    @Test
    void unknownDetectorsAndFieldsAreNamed() {
        expect(arthur.publish(anyPolicy(), policy(rail("horoscope", "redact"))), 422, "POLICY_INVALID")
                .body("errors[0].field", is("rails[0].detector"))
                .body("errors[0].detail", containsString("there are banned_words, cel, "));
        expect(arthur.publish(anyPolicy(), policy(rail("email", "redact").put("colour", 1))), 400, "FIELD_INVALID")
                .body("errors[0].field", is("rails[0].colour"));
        expect(arthur.publish(anyPolicy(), new JsonObject()), 400, "FIELD_INVALID")
                .body("errors.field", hasItem("rails"));
        JsonObject bare =
                new JsonObject().put("id", "bare").put("detector", "email").put("action", "flag");
        expect(arthur.publish(anyPolicy(), policy(bare)), 400, "FIELD_INVALID")
                .body("errors[0].field", is("rails[0].directions"))
                .body("errors[0].detail", is("Name input, output or both"));
    }

    @Test
    void whatDoesNotExistIsSaid() {
        String name = anyPolicy();
        expect(ava.get("/policies/" + name), 404, "POLICY_UNKNOWN");
        expect(ava.get("/policies/" + name + "/versions"), 404, "POLICY_UNKNOWN");
        expect(ava.get("/policies/" + name + "/versions/1"), 404, "POLICY_UNKNOWN");
        expect(arthur.enforce(name, 1), 404, "POLICY_UNKNOWN");
        arthur.publish(name, policy(rail("email", "redact")));
        expect(ava.get("/policies/" + name + "/versions/2"), 404, "VERSION_UNKNOWN");
        expect(arthur.enforce(name, 2), 404, "VERSION_UNKNOWN");
        expect(arthur.enforce(name, 0), 400, "FIELD_INVALID").body("errors[0].field", is("version"));
        arthur.release();
        expect(ava.get("/enforced-policy"), 404, "NOTHING_ENFORCED");
    }

    @Test
    void whatCannotBeScreenedIsSaid() {
        JsonArray known =
                JsonArray.of(new JsonObject().put("placeholder", "<IBAN_1>").put("original", "x"));
        expect(ava.screen(texts("input", "a").put("replacements", known)), 400, "SCREENING_INVALID")
                .body("errors[0].field", is("replacements"));
        JsonArray malformed =
                JsonArray.of(new JsonObject().put("placeholder", "the").put("original", "a"));
        expect(ava.screen(texts("output", "a").put("replacements", malformed)), 400, "SCREENING_INVALID")
                .body("errors[0].field", is("replacements[0].placeholder"));
        expect(ava.screen(texts("sideways", "a")), 400, "FIELD_INVALID").body("errors[0].field", is("direction"));
    }

    @Test
    void viewersChangeNothing() {
        expect(ava.publish(anyPolicy(), policy(rail("email", "redact"))), 403, "ROLE_MISSING");
        expect(ava.enforce("any", 1), 403, "ROLE_MISSING");
        expect(ava.release(), 403, "ROLE_MISSING");
    }

    @Test
    void overGrpcTheSameNamesAreReasons() {
        ScreenRequest undirected = ScreenRequest.newBuilder().build();

        expect(
                catchThrowable(() -> client.asRouterFor("acme").screen(undirected)),
                Status.Code.INVALID_ARGUMENT,
                "SCREENING_INVALID");
        expect(
                catchThrowable(() -> client.asUser("alice").screen(undirected)),
                Status.Code.PERMISSION_DENIED,
                "ROLE_MISSING");
        expect(
                catchThrowable(() -> client.asNobody().screen(undirected)),
                Status.Code.UNAUTHENTICATED,
                "UNAUTHENTICATED");
    }

    @Test
    void aStreamKeepsItsOrder() {
        expectInvalid(client.stream("acme").send("a", "too early"));
        expectInvalid(client.stream("acme").open(Direction.DIRECTION_OUTPUT).open(Direction.DIRECTION_OUTPUT));
        expectInvalid(client.stream("acme").open(Direction.DIRECTION_OUTPUT).close());

        Stream late = client.stream("acme").open(Direction.DIRECTION_OUTPUT).end("a");
        late.released();
        expectInvalid(late.send("a", "too late"));

        Replacement known = Replacement.newBuilder().setPlaceholder("no").build();
        expect(
                client.stream("acme").open(Direction.DIRECTION_OUTPUT, known).failure(),
                Status.Code.INVALID_ARGUMENT,
                "SCREENING_INVALID");
    }

    private static void expectInvalid(Stream stream) {
        expect(stream.failure(), Status.Code.INVALID_ARGUMENT, "STREAM_INVALID");
    }

    private static ValidatableResponse expect(Response response, int status, String name) {
        return response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("urn:llmops:problem:" + name))
                .body("status", is(status));
    }

    private static void expect(Throwable failure, Status.Code code, String reason) {
        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(code);
        try {
            ErrorInfo info = StatusProto.fromThrowable(failure).getDetails(0).unpack(ErrorInfo.class);
            assertThat(info.getReason()).isEqualTo(reason);
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
